package dev.lockstep.rows.text;

/** Finds the rows in the lines of a piece. */
interface RowParser {
  /**
   * Parses what stands before the next row, if anything, and that row.
   *
   * @param sink gets at most one row; none for an empty line
   * @return false if there was nothing left
   */
  boolean next(RowSink sink);
}
