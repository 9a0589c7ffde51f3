package dev.lockstep.evaluate.importance;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.Metric;
import dev.lockstep.evaluate.NumberFindings;
import dev.lockstep.evaluate.importance.ImportanceFindings.OfColumn;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.SplitMix64;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.storage.StorageLevel;

/**
 * The permutation importance of columns (L. Breiman, "Random forests", 2001; A. Fisher, C. Rudin,
 * F. Dominici, "All models are wrong, but many are useful", 2019), as scikit-learn's {@code
 * permutation_importance}: in repeat k row r takes the cells of one column from row place(r), and
 * the score drops. Columns of one repeat take them from the same rows:
 *
 * <pre>
 * place:   {@link Permutation} with key (hash(seed, 2), k), k = 1 ... repeats, over all N rows
 * drop:    (score of the rows as they are) - (score with the column's cells permuted)
 * score:   accuracy; of numbers R², the mean over the targets; each row by its weight
 * </pre>
 *
 * <p>All sums are exact, so no way of sharing out the rows changes a bit. A repeat is one Spark job
 * with one shuffle of all rows; a row is taken forward once for each column.
 */
public final class PermutationImportance {
  /** Sets these permutations apart from those of epochs and of validation rows. */
  private static final int KEY = 2;

  private final JavaSparkContext spark;
  private final Blas blas;
  private final int partitions;
  private final long seed;
  private final int repeats;

  /**
   * Prepares.
   *
   * @param spark runs the jobs; stays open
   * @param blas what computes the products
   * @param partitions how many tasks share the rows, at least 1; changes no digit
   * @param seed decides the permutations
   * @param repeats how many of them, at least 1
   */
  public PermutationImportance(
      JavaSparkContext spark, Blas blas, int partitions, long seed, int repeats) {
    this.spark = spark;
    this.blas = blas;
    this.partitions = partitions;
    this.seed = seed;
    this.repeats = repeats;
  }

  /**
   * Finds the importance of columns.
   *
   * @param parameters W and b; unchanged
   * @param scaling how the numbers of a row become x
   * @param data the rows
   * @param evaluation of the same network on the same rows
   */
  public ImportanceFindings of(
      Parameters parameters, Scaling scaling, Dataset data, Evaluation evaluation) {
    List<SourceColumn> columns = columnsOf(scaling, data.features());
    spark.setJobDescription("Permutation importance");
    Broadcast<Parameters> broadcast = spark.broadcast(parameters);
    ScoreRows work = new ScoreRows(broadcast, scaling, evaluation.labels(), blas, columns);
    JavaRDD<RowBlock> groups = data.groups(partitions);
    boolean isKept = groups.getStorageLevel().isValid();
    try {
      PermutedRows rows =
          new PermutedRows(isKept ? groups : groups.persist(StorageLevel.MEMORY_AND_DISK()));
      List<List<Double>> drops = new ArrayList<>();
      double score = 0;
      for (int repeat = 1; repeat <= repeats; repeat++) {
        long key = SplitMix64.hash(seed, KEY);
        List<ScoreSums> sums =
            rows.gather(new Permutation(key, repeat, data.size()), work, ScoreRows::merge);
        double whole = sums.get(0).score(evaluation);
        drops.add(
            sums.stream().skip(1).map(permuted -> whole - permuted.score(evaluation)).toList());
        score = whole;
      }
      return new ImportanceFindings(
          evaluation.find(NumberFindings.class).isPresent() ? Metric.R2 : Metric.ACCURACY,
          score,
          repeats,
          IntStream.range(0, columns.size())
              .mapToObj(
                  c ->
                      OfColumn.of(
                          columns.get(c).name(), drops.stream().map(each -> each.get(c)).toList()))
              .toList());
    } finally {
      if (!isKept) {
        groups.unpersist();
      }
      broadcast.destroy();
      spark.setJobDescription(null);
    }
  }

  /** The columns of a table of which x, of width d0, is made. */
  public static List<SourceColumn> columnsOf(Scaling scaling, int width) {
    return scaling.columns().sourcesOf(width).stream().filter(c -> c.from() < c.to()).toList();
  }

  /** Scores the rows of a partition as they are, and with the cells of each column permuted. */
  private record ScoreRows(
      Broadcast<Parameters> parameters,
      Scaling scaling,
      Labels labels,
      Blas blas,
      List<SourceColumn> columns)
      implements FlatMapFunction2<Iterator<RowBlock>, Iterator<Vector>, List<ScoreSums>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<List<ScoreSums>> call(Iterator<RowBlock> groups, Iterator<Vector> permuted) {
      Classifier classifier = new Classifier(parameters.value(), scaling, blas.products());
      List<ScoreSums> sums =
          Stream.generate(() -> new ScoreSums(labels)).limit(1 + columns.size()).toList();
      while (groups.hasNext()) {
        RowBlock group = groups.next().withTargets(labels);
        int rows = group.rows();
        int width = group.width();
        double[] x = new double[rows * width];
        double[] others = new double[rows * width];
        group.read(x);
        for (int row = 0; row < rows; row++) {
          System.arraycopy(permuted.next().toArray(), 0, others, row * width, width);
        }
        scaling.apply(x, rows, group.first(), width);
        scaling.apply(others, rows, group.first(), width);
        sums.get(0).add(group, classifier.classify(x, rows));
        for (int c = 0; c < columns.size(); c++) {
          swap(x, others, columns.get(c), width);
          sums.get(1 + c).add(group, classifier.classify(x, rows));
          swap(x, others, columns.get(c), width);
        }
      }
      return List.of(sums).iterator();
    }

    /** Exchanges the cells of a column, row by row. */
    private static void swap(double[] x, double[] others, SourceColumn column, int width) {
      for (int start = 0; start < x.length; start += width) {
        for (int j = start + column.from(); j < start + column.to(); j++) {
          double number = x[j];
          x[j] = others[j];
          others[j] = number;
        }
      }
    }

    static List<ScoreSums> merge(List<ScoreSums> some, List<ScoreSums> others) {
      IntStream.range(0, some.size()).forEach(c -> some.get(c).merge(others.get(c)));
      return some;
    }
  }
}
