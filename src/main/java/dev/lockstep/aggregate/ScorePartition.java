package dev.lockstep.aggregate;

import dev.lockstep.data.PackedRows;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Parameters;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** The scores of the columns that a partition owns. */
final class ScorePartition
    implements FlatMapFunction<Iterator<PackedRows>, Tuple2<ColumnScores, TaskReport>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Parameters> parameters;
  private final int blocks;
  private final Blas blas;

  ScorePartition(Broadcast<Parameters> parameters, int blocks, Blas blas) {
    this.parameters = parameters;
    this.blocks = blocks;
    this.blas = blas;
  }

  @Override
  public Iterator<Tuple2<ColumnScores, TaskReport>> call(Iterator<PackedRows> chunks) {
    Parameters w = parameters.value();
    try (TaskCalculator calculator = TaskCalculator.borrow(w.topology(), blas)) {
      ColumnScores columns = calculator.score(w, chunks, blocks);
      return List.of(new Tuple2<>(columns, calculator.report())).iterator();
    }
  }
}
