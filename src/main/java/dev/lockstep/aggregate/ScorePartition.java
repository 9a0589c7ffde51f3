package dev.lockstep.aggregate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import dev.lockstep.pack.Chunk;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Goes on scoring the lanes that a partition owns. */
final class ScorePartition
    implements FlatMapFunction<Iterator<Chunk>, Tuple2<LaneScores, TaskReport>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Parameters> parameters;
  private final int from;
  private final int to;
  private final LaneScores before;
  private final Blas blas;

  /**
   * For some chunks of every lane.
   *
   * @param parameters W and b
   * @param from the first chunk
   * @param to the chunk after the last
   * @param before the scores of all earlier chunks
   * @param blas what computes the products
   */
  ScorePartition(Broadcast<Parameters> parameters, int from, int to, LaneScores before, Blas blas) {
    this.parameters = parameters;
    this.from = from;
    this.to = to;
    this.before = before;
    this.blas = blas;
  }

  @Override
  public Iterator<Tuple2<LaneScores, TaskReport>> call(Iterator<Chunk> chunks) {
    Parameters w = parameters.value();
    try (TaskCalculator calculator = TaskCalculator.borrow(w.topology(), blas)) {
      LaneScores lanes = calculator.score(w, chunks, from, to, before);
      return List.of(new Tuple2<>(lanes, calculator.report())).iterator();
    }
  }
}
