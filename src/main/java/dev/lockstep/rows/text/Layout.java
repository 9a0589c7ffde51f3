package dev.lockstep.rows.text;

import dev.lockstep.rows.Columns;
import java.io.Serializable;

/** How the lines of a table become rows. */
sealed interface Layout extends Serializable permits CsvLayout, LibsvmLayout {
  /**
   * Starts parsing a piece.
   *
   * @param lines its lines
   * @param isFirst whether it begins its file
   */
  RowParser parser(Lines lines, boolean isFirst);

  /** What the columns are called. */
  Columns columns();

  /** Whether a row is all of its numbers, or those that are given. */
  boolean isDense();

  /** d0, or 0 where the rows tell. */
  int width();
}
