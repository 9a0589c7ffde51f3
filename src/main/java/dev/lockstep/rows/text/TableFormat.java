package dev.lockstep.rows.text;

/** How a file writes its rows. */
public enum TableFormat {
  /** Cells between delimiters. */
  CSV,
  /** A label, then {@code index:value} for what is not zero. */
  LIBSVM
}
