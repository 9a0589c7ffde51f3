package dev.lockstep.rows.text;

import dev.lockstep.rows.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the cells of a CSV row are.
 *
 * @param delimiter stands between them
 * @param hasHeader whether the first row of every file names the columns
 * @param names of all columns; their numbers from 1 where nobody names them
 * @param roles of all columns: which feature, {@link #LABEL} or {@link #IGNORED}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record CsvLayout(char delimiter, boolean hasHeader, List<String> names, int[] roles)
    implements Layout {
  private static final long serialVersionUID = 1L;

  static final int LABEL = -1;
  static final int IGNORED = -2;

  /**
   * Gives every column its role.
   *
   * @param label which holds the class; -1 for none
   * @param features which hold x, in its order
   */
  static CsvLayout of(
      char delimiter, boolean hasHeader, List<String> names, int label, List<Integer> features) {
    int[] roles = new int[names.size()];
    Arrays.fill(roles, IGNORED);
    if (label >= 0) {
      roles[label] = LABEL;
    }
    for (int feature = 0; feature < features.size(); feature++) {
      roles[features.get(feature)] = feature;
    }
    return new CsvLayout(delimiter, hasHeader, names, roles);
  }

  @Override
  public RowParser parser(Lines lines, boolean isFirst) {
    return new CsvRows(lines, this, isFirst && hasHeader);
  }

  @Override
  public Columns columns() {
    String[] features = new String[width()];
    String label = "";
    for (int column = 0; column < roles.length; column++) {
      if (roles[column] >= 0) {
        features[roles[column]] = names.get(column);
      } else if (roles[column] == LABEL) {
        label = names.get(column);
      }
    }
    return new Columns(label, List.of(features));
  }

  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public int width() {
    return (int) Arrays.stream(roles).filter(role -> role >= 0).count();
  }

  /** The columns that are neither label nor feature. */
  List<String> ignored() {
    return IntStream.range(0, roles.length)
        .filter(column -> roles[column] == IGNORED)
        .mapToObj(names::get)
        .toList();
  }

  /** Whether rows have a label. */
  boolean isLabelled() {
    return Arrays.stream(roles).anyMatch(role -> role == LABEL);
  }
}
