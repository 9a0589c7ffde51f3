package dev.lockstep.rows.text;

/** Takes the rows of a piece as a parser finds them. */
interface RowSink {
  /** Adds a row of which all numbers are given; the array is copied. */
  void addDense(double[] row, String label);

  /** Adds a row of which some numbers are given, from left to right; the arrays are copied. */
  void addSparse(int[] columns, double[] numbers, int count, String label);

  /** Leaves out a row. */
  void reject(Fault fault);
}
