package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Cuts a data set in two by chance: row i is a test row where {@code fraction(hash(seed, i)) < X},
 * by {@link SplitMix64}. Each part keeps the order of its rows and numbers them from 0. Seed, X and
 * the rows' numbers decide alone, so any task can tell, in any partitioning.
 */
public final class TestSplit {
  private TestSplit() {}

  /**
   * Two parts of a data set.
   *
   * @param train the rows to learn from
   * @param test the others
   */
  public record Parts(Dataset train, Dataset test) {}

  /**
   * Cuts a data set, of which one more Spark job looks at the labels.
   *
   * @param whole all rows
   * @param fraction X, the share that is to become the test set: above 0, below 1
   * @param seed any number
   * @return two data sets called {@code "train"} and {@code "test"}, read from the whole
   * @throws InvalidInputException if one of them is empty, or only test rows have a label
   */
  public static Parts of(Dataset whole, double fraction, long seed) {
    TestRows tests = TestRows.of(whole.size(), fraction, seed);
    long testRows = tests.before(whole.size());
    if (testRows == 0 || testRows == whole.size()) {
      throw new InvalidInputException(
          "--test-fraction %s leaves no row to %s, of %s. %s, or name a test set with --test."
              .formatted(
                  fraction,
                  testRows == 0 ? "test on" : "learn from",
                  whole.size(),
                  testRows == 0 ? "Raise it" : "Lower it"));
    }
    Map<String, Long> trainLabels = new HashMap<>();
    Map<String, Long> testLabels = new HashMap<>();
    whole
        .rows()
        .mapPartitions(new FirstRows(tests))
        .collect()
        .forEach(
            part -> {
              merge(trainLabels, part._1);
              merge(testLabels, part._2);
            });
    requireKnown(testLabels, trainLabels, whole);
    Facts facts = whole.facts();
    return new Parts(
        part(whole, "train", tests, false, facts.skipped(), trainLabels),
        part(whole, "test", tests, true, 0, testLabels));
  }

  private static void requireKnown(
      Map<String, Long> testLabels, Map<String, Long> trainLabels, Dataset whole) {
    whole.labels().entrySet().stream()
        .filter(label -> testLabels.containsKey(label.getKey()))
        .filter(label -> !trainLabels.containsKey(label.getKey()))
        .findFirst()
        .ifPresent(
            label -> {
              throw new InvalidInputException(
                  "Label %s, first seen in row %s, has test rows alone. Lower --test-fraction, take another --seed, or name a test set with --test."
                      .formatted(label.getKey(), label.getValue()));
            });
  }

  private static Dataset part(
      Dataset whole,
      String name,
      TestRows tests,
      boolean test,
      long skipped,
      Map<String, Long> labels) {
    Facts all = whole.facts();
    long testRows = tests.before(whole.size());
    return new Dataset(
        name,
        whole.rows().mapPartitions(new Take(tests, test)),
        new Facts(
            test ? testRows : whole.size() - testRows,
            all.shape(),
            all.sha256(),
            labels,
            all.columns(),
            skipped));
  }

  private static void merge(Map<String, Long> into, Map<String, Long> more) {
    more.forEach((label, row) -> into.merge(label, row, Math::min));
  }

  /** The rows of one part, numbered anew. */
  private static final class Take
      implements FlatMapFunction<Iterator<LabeledVector>, LabeledVector> {
    private static final long serialVersionUID = 1L;

    private final TestRows tests;
    private final boolean test;

    Take(TestRows tests, boolean test) {
      this.tests = tests;
      this.test = test;
    }

    @Override
    public Iterator<LabeledVector> call(Iterator<LabeledVector> rows) {
      TestRows.Cursor cursor = tests.cursor();
      Iterable<LabeledVector> all = () -> rows;
      return StreamSupport.stream(all.spliterator(), false)
          .filter(row -> tests.contain(row.index()) == test)
          .map(row -> new LabeledVector(cursor.numberOf(row.index()), row.label(), row.features()))
          .iterator();
    }
  }

  /** Every label with the first row that has it, in the training part and in the test part. */
  private static final class FirstRows
      implements FlatMapFunction<
          Iterator<LabeledVector>, Tuple2<Map<String, Long>, Map<String, Long>>> {
    private static final long serialVersionUID = 1L;

    private final TestRows tests;

    FirstRows(TestRows tests) {
      this.tests = tests;
    }

    @Override
    public Iterator<Tuple2<Map<String, Long>, Map<String, Long>>> call(
        Iterator<LabeledVector> rows) {
      TestRows.Cursor cursor = tests.cursor();
      List<Map<String, Long>> first = List.of(new HashMap<>(), new HashMap<>());
      while (rows.hasNext()) {
        LabeledVector row = rows.next();
        first
            .get(tests.contain(row.index()) ? 1 : 0)
            .merge(row.label(), cursor.numberOf(row.index()), Math::min);
      }
      return List.of(new Tuple2<>(first.get(0), first.get(1))).iterator();
    }
  }
}
