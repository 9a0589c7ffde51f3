package dev.lockstep.rows.text;

import java.util.Optional;

/**
 * How a table is read.
 *
 * @param format how its files are written; CSV where it is empty
 * @param label the column of the class, by name or by number from 1; empty for the last one
 * @param features the columns of x: names, numbers and ranges of numbers ({@code 2-5}) between
 *     commas; empty for all other columns of numbers
 * @param delimiter stands between the cells of a CSV file
 * @param header whether the first row of a CSV file names its columns; empty to tell by its
 *     contents
 * @param skipBadRows whether bad rows are left out and counted, where otherwise the first is an
 *     error
 */
public record TableOptions(
    Optional<TextFormat> format,
    Optional<String> label,
    Optional<String> features,
    char delimiter,
    Optional<Boolean> header,
    boolean skipBadRows) {
  /** Everything is told by the contents; a bad row is an error. */
  public static final TableOptions DEFAULT =
      new TableOptions(
          Optional.empty(), Optional.empty(), Optional.empty(), ',', Optional.empty(), false);

  /** The same for another format. */
  public TableOptions withFormat(TextFormat other) {
    return new TableOptions(Optional.of(other), label, features, delimiter, header, skipBadRows);
  }

  /** The same for columns that a model knows: none is asked for. */
  TableOptions withoutColumns() {
    return new TableOptions(
        format, Optional.empty(), Optional.empty(), delimiter, header, skipBadRows);
  }

  /** The same with bad rows left out. */
  public TableOptions skippingBadRows() {
    return new TableOptions(format, label, features, delimiter, header, true);
  }
}
