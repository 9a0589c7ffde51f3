package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.pack.Chunk;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/**
 * Adds the gradient of a mini-batch's block to a partial sum, if the chunk holds it. A named class:
 * Spark's closure cleaner reads the byte code of lambdas anew at every job, and leaves it alone.
 */
final class AddBlock implements Function2<PartialGradient, Chunk, PartialGradient> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Parameters> parameters;
  private final int step;
  private final Blas blas;

  AddBlock(Broadcast<Parameters> parameters, int step, Blas blas) {
    this.parameters = parameters;
    this.step = step;
    this.blas = blas;
  }

  @Override
  public PartialGradient call(PartialGradient sum, Chunk chunk) {
    if (!chunk.hasBlock(step)) {
      return sum;
    }
    Parameters w = parameters.value();
    try (TaskCalculator calculator = TaskCalculator.borrow(w.topology(), blas)) {
      calculator.addBlock(w, chunk, step, sum.forest());
      TaskReport report = calculator.report();
      if (sum.report() == null) {
        sum.setReport(report);
      } else {
        sum.report().times().addMean(report.times(), 1);
      }
      return sum;
    }
  }
}
