package dev.lockstep.network;

/**
 * How well a network does on a set of rows: sums, so that disjoint sets can be added.
 *
 * @param rows how many rows were looked at
 * @param correct how many of them got their own class the highest probability (the first of equals)
 * @param loss the sum over the rows of the cross-entropy -log max(y[t], 1e-7), in nats
 */
public record Score(long rows, long correct, double loss) implements Summand<Score> {
  private static final long serialVersionUID = 1L;

  /** No rows: adding it changes nothing. */
  public static final Score NONE = new Score(0, 0, 0);

  /**
   * The share of rows classified rightly.
   *
   * @return correct / rows, 0 to 1; NaN without rows
   */
  public double accuracy() {
    return (double) correct / rows;
  }

  /**
   * The mean cross-entropy.
   *
   * @return loss / rows, in nats; NaN without rows
   */
  public double meanLoss() {
    return loss / rows;
  }

  /**
   * The score of two disjoint sets of rows.
   *
   * @param right the other set; floating-point addition is {@code this.loss + right.loss}
   * @return their sum
   */
  @Override
  public Score plus(Score right) {
    return new Score(rows + right.rows, correct + right.correct, loss + right.loss);
  }
}
