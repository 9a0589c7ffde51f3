package dev.lockstep.rows.text;

import dev.lockstep.rows.Columns;

/**
 * What the words of a LIBSVM line are.
 *
 * @param isLabelled whether every row must begin with a label; a label is passed over otherwise
 * @param width d0 of the model, beyond which no index goes; 0 in training, where the rows tell
 */
record LibsvmLayout(boolean isLabelled, int width) implements Layout {
  private static final long serialVersionUID = 1L;

  /** The highest index. */
  static final int MOST = 1 << 24;

  @Override
  public RowParser parser(Lines lines, boolean isFirst) {
    return new LibsvmRows(lines, this);
  }

  @Override
  public Columns columns() {
    return Columns.NONE;
  }

  @Override
  public boolean isDense() {
    return false;
  }
}
