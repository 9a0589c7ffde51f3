package dev.lockstep.rows.text;

import java.util.List;
import java.util.stream.Collectors;

/** Names of columns as a sentence lists them. */
public final class ColumnList {
  private static final int MOST = 12;

  private ColumnList() {}

  /**
   * Joins names.
   *
   * @param names of any number
   * @return {@code a, b, c}; beyond twelve the rest is counted
   */
  public static String shown(List<String> names) {
    String text = names.stream().limit(MOST).map(Fault::shown).collect(Collectors.joining(", "));
    return names.size() <= MOST ? text : text + " and %d more".formatted(names.size() - MOST);
  }
}
