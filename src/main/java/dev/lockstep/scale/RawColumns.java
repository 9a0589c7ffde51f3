package dev.lockstep.scale;

import dev.lockstep.option.Choice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table as its rows hold them, before anything is learned of them: a number each,
 * NaN where it is missing; of a category the number of its word in the row's block.
 *
 * @param all the columns in the order of x; rows hold those that are not ignored
 * @param missing what is done about a missing value
 * @param maxLevels how many levels of a category have a column each
 * @param hasGaps whether a value may be missing
 */
public record RawColumns(List<Raw> all, Missing missing, int maxLevels, boolean hasGaps)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is done about a missing value of x. */
  public enum Missing implements Choice {
    /** The mean of the training rows stands for it. */
    MEAN,
    /** Their median does. */
    MEDIAN,
    /** The row is left out. */
    SKIP,
    /** It is an error. */
    FAIL;

    /** Whether something stands for it. */
    public boolean fills() {
      return this == MEAN || this == MEDIAN;
    }
  }

  /**
   * A column.
   *
   * @param name of it
   * @param type what it is taken for
   * @param isNamed whether somebody has named it: it is no identifier then
   * @param note why it is ignored; of a category where its first word stands
   */
  public record Raw(String name, SourceColumn.Type type, boolean isNamed, String note)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether rows hold it. */
    public boolean isRead() {
      return type != SourceColumn.Type.IGNORED;
    }

    /** Whether rows hold words of it. */
    public boolean isWords() {
      return type == SourceColumn.Type.CATEGORY;
    }
  }

  /** Copies the list. */
  public RawColumns {
    all = List.copyOf(all);
  }

  /** Those of rows that a model is used on, all of them named; what is ignored is not read. */
  public static RawColumns of(List<SourceColumn> sources, Missing missing) {
    return new RawColumns(
        sources.stream()
            .map(source -> new Raw(source.name(), source.type(), true, source.reason()))
            .toList(),
        missing,
        0,
        missing.fills());
  }

  /** The same where something else is done about missing values. */
  public RawColumns with(Missing other) {
    return new RawColumns(all, other, maxLevels, hasGaps);
  }

  /** The same where it is known whether a value is missing. */
  public RawColumns withGaps(boolean are) {
    return new RawColumns(all, missing, maxLevels, are);
  }

  /**
   * The same where columns hold words.
   *
   * @param some by their numbers among those that rows hold, from 0
   */
  public RawColumns withWords(Set<Integer> some) {
    List<Raw> changed = new ArrayList<>();
    int at = 0;
    for (Raw column : all) {
      boolean isOne = column.isRead() && some.contains(at);
      at += column.isRead() ? 1 : 0;
      changed.add(
          isOne
              ? new Raw(column.name, SourceColumn.Type.CATEGORY, column.isNamed, column.note)
              : column);
    }
    return new RawColumns(changed, missing, maxLevels, hasGaps);
  }

  /** The columns that rows hold, in their order. */
  public List<Raw> read() {
    return all.stream().filter(Raw::isRead).toList();
  }

  /** Whether all columns that rows hold are x as they stand. */
  public boolean arePlain() {
    return !hasGaps && read().stream().noneMatch(Raw::isWords);
  }
}
