package dev.lockstep.rows;

import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.pack.Packed;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;

/** A data set made for a test: rows and their classes {@code 0, 1 ...}, without file or Spark. */
public final class Rows {
  private final List<Vector> x;
  private final int[] t;
  private final Classes classes;

  /** T numbers of each row; null where they have classes. */
  private final double[] numbers;

  /** Null where all rows count the same. */
  private final double[] weights;

  private Rows(List<Vector> x, int[] t, int classes) {
    this(
        x,
        t,
        Classes.of(IntStream.range(0, classes).mapToObj(String::valueOf).toList()),
        null,
        null);
  }

  private Rows(List<Vector> x, int[] t, Classes classes, double[] numbers, double[] weights) {
    this.numbers = numbers;
    this.x = x;
    this.t = t;
    this.classes = classes;
    this.weights = weights;
  }

  /** The same rows, each with a weight. */
  public Rows withWeights(double... perRow) {
    return new Rows(x, t, classes, numbers, perRow);
  }

  /** The same rows, to be learned as T numbers each, row by row. */
  public Rows withNumbers(double[] perRow) {
    return new Rows(x, t, classes, perRow, weights);
  }

  /**
   * Given rows.
   *
   * @param x row by row
   * @param t the class of each
   * @return a data set with the classes 0 to the highest of t
   */
  public static Rows of(double[][] x, int[] t) {
    int classes = Arrays.stream(t).max().orElseThrow() + 1;
    return new Rows(Arrays.stream(x).map(Vectors::dense).toList(), t, classes);
  }

  /**
   * Given rows.
   *
   * @param x row by row, with their zeros or without
   * @param t the class of each
   * @return a data set with the classes 0 to the highest of t
   */
  public static Rows of(List<Vector> x, int[] t) {
    return new Rows(x, t, Arrays.stream(t).max().orElseThrow() + 1);
  }

  /** The same rows as vectors without zeros. */
  public Rows withoutZeros() {
    return new Rows(x.stream().map(Rows::withoutZeros).toList(), t, classes.size());
  }

  /**
   * Normally distributed numbers.
   *
   * @return a data set that the seed decides
   */
  public static Rows normal(long seed, int rows, int features, int classes) {
    Random random = new Random(seed);
    List<Vector> x = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] values = new double[features];
      Arrays.setAll(values, j -> random.nextGaussian());
      x.add(Vectors.dense(values));
    }
    return new Rows(x, random.ints(rows, 0, classes).toArray(), classes);
  }

  /**
   * Pixels, a hundred in a row not black (half of them where there are fewer than 200), as vectors
   * that keep these alone.
   *
   * @return a data set that the seed decides
   */
  public static Rows pixels(long seed, int rows, int features, int classes) {
    Random random = new Random(seed);
    List<Vector> x = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int bright = Math.min(100, features / 2);
      int[] places = random.ints(0, features).distinct().limit(bright).sorted().toArray();
      double[] values = random.ints(bright, 1, 256).mapToDouble(b -> (float) b / 255).toArray();
      x.add(Vectors.sparse(features, places, values));
    }
    return new Rows(x, random.ints(rows, 0, classes).toArray(), classes);
  }

  /**
   * Some of the rows, numbered from 0 again.
   *
   * @return rows {@code from} up to {@code to}, with the same classes
   */
  public Rows slice(int from, int to) {
    return new Rows(x.subList(from, to), Arrays.copyOfRange(t, from, to), classes.size());
  }

  /** Numbers in a row. */
  public int features() {
    return x.get(0).size();
  }

  /** How many rows there are. */
  public int size() {
    return x.size();
  }

  /** A row as an array of its own. */
  public double[] x(int row) {
    return x.get(row).toArray().clone();
  }

  /** The class of a row. */
  public int t(int row) {
    return t[row];
  }

  /** The classes of all rows, and their weights. */
  public Targets targets() {
    Targets targets =
        numbers == null
            ? Targets.ofClasses(t.clone())
            : Targets.ofNumbers(numbers.clone(), width());
    return targets.withWeights(weights);
  }

  /** All classes. */
  public Classes classes() {
    return classes;
  }

  /** The rows as users hand them in, in their order. */
  public List<LabeledVector> labeled() {
    return IntStream.range(0, size())
        .mapToObj(i -> new LabeledVector(i, label(i), x.get(i)))
        .toList();
  }

  private String label(int row) {
    return numbers == null
        ? classes.name(t[row])
        : Arrays.stream(numbers, row * width(), (row + 1) * width())
            .mapToObj(Double::toString)
            .collect(Collectors.joining(NumberLabels.BETWEEN));
  }

  private int width() {
    return numbers.length / size();
  }

  /** What labels mean: classes, or numbers that stay as they are. */
  public Labels labels() {
    return numbers == null
        ? classes
        : new NumberLabels(IntStream.range(0, width()).mapToObj(k -> "target" + k).toList(), false);
  }

  /** The plan that cuts these rows. */
  public MiniBatchPlan plan(int batchSize, int blocks) {
    return new MiniBatchPlan(size(), features(), batchSize, blocks);
  }

  /** All chunks, by chunk and then lane, packed in this thread. */
  public List<Chunk> packed(int batchSize, int blocks) {
    return Packed.scattered(plan(batchSize, blocks), labels(), Scaling.none(), blocks());
  }

  /** The rows in blocks of 512, in their order. */
  public List<RowBlock> blocks() {
    List<RowBlock> blocks = blocks(labeled());
    return weights == null ? blocks : blocks.stream().map(this::weighted).toList();
  }

  private RowBlock weighted(RowBlock block) {
    int first = (int) block.first();
    Targets targets =
        block.targets().withWeights(Arrays.copyOfRange(weights, first, first + block.rows()));
    return new RowBlock(first, block.rows(), block.values(), targets, block.names());
  }

  /** What is known of the rows. */
  public DatasetInfo info() {
    Map<String, Long> labels = new HashMap<>();
    blocks().forEach(block -> block.labels().forEach(labels::putIfAbsent));
    Columns columns = new Columns(List.of(), weights == null ? "" : "weight", List.of());
    return new DatasetInfo(size(), List.of(features()), Map.of(), labels, columns);
  }

  /** The rows as a data set of three partitions. */
  public Dataset dataset(JavaSparkContext spark) {
    List<RowBlock> blocks =
        blocks().stream()
            .flatMap(block -> IntStream.range(0, block.rows()).mapToObj(row -> block.slice(row, 1)))
            .toList();
    return new Dataset(
        "made",
        "the made set",
        info(),
        false,
        Dataset.Order.ANY,
        slices -> spark.parallelize(blocks, 3),
        null);
  }

  /** Rows in blocks of at most 512, in the order in which they are given. */
  public static List<RowBlock> blocks(List<LabeledVector> rows) {
    List<RowBlock> blocks = new ArrayList<>();
    new VectorsToBlocks(rows.get(0).features().size(), false)
        .call(rows.iterator())
        .forEachRemaining(blocks::add);
    return blocks;
  }

  /** MLlib's own takes a negative zero for a zero. */
  private static Vector withoutZeros(Vector x) {
    int[] places =
        IntStream.range(0, x.size())
            .filter(j -> Double.doubleToRawLongBits(x.apply(j)) != 0)
            .toArray();
    return Vectors.sparse(x.size(), places, Arrays.stream(places).mapToDouble(x::apply).toArray());
  }
}
