package dev.lockstep.evaluate;

import dev.lockstep.network.Score;
import dev.lockstep.rows.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found when a network was evaluated on rows with labels; {@link Metric} lists the
 * numbers.
 *
 * @param labels what labels mean to the model
 * @param lossName what the model's loss is called
 * @param score the sums over all rows
 * @param ofRows the metrics that are made of a value for each row
 * @param findings what was found beside the metrics, as the model's task has it
 * @param shape of an image: height and width; of other data, whatever its file says
 * @param kernel what computed the products: {@link dev.lockstep.linalg.Blas#kernel}
 */
public record Evaluation(
    Labels labels,
    String lossName,
    Score score,
    Map<Metric, Double> ofRows,
    List<Finding> findings,
    List<Integer> shape,
    String kernel) {

  /** Copies map and lists. */
  public Evaluation {
    ofRows = Map.copyOf(ofRows);
    findings = List.copyOf(findings);
    shape = List.copyOf(shape);
  }

  /** The same with one more finding. */
  public Evaluation with(Finding more) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(more);
    return new Evaluation(labels, lossName, score, ofRows, all, shape, kernel);
  }

  /** The number of rows, at least 1. */
  public long rows() {
    return score.rows();
  }

  /** Whether rows have weights, so that metrics and findings are by weight. */
  public boolean isWeighted() {
    return score.has(Score.WEIGHT);
  }

  /** The finding of a kind, if the model's task has such. */
  public <F extends Finding> Optional<F> find(Class<F> kind) {
    return findings.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
