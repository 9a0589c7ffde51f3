package dev.lockstep.rows;

import dev.lockstep.pack.AssembleChunks;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.ChunkKey;
import dev.lockstep.pack.LanePartitioner;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.pack.PackGroups;
import dev.lockstep.pack.PackRows;
import dev.lockstep.pack.RepackRows;
import dev.lockstep.pack.RowBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import scala.Tuple2;

/** A data set made for a test: rows and their classes {@code 0, 1 ...}, without file or Spark. */
public final class Rows {
  private final List<Vector> x;
  private final int[] t;
  private final Classes classes;

  private Rows(List<Vector> x, int[] t, int classes) {
    this.x = x;
    this.t = t;
    this.classes = Classes.of(IntStream.range(0, classes).mapToObj(String::valueOf).toList());
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

  /** All classes. */
  public Classes classes() {
    return classes;
  }

  /** The rows as users hand them in, in their order. */
  public List<LabeledVector> labeled() {
    return IntStream.range(0, size())
        .mapToObj(i -> new LabeledVector(i, classes.name(t[i]), x.get(i)))
        .toList();
  }

  /** The plan that cuts these rows. */
  public MiniBatchPlan plan(int batchSize, int blocks) {
    return new MiniBatchPlan(size(), features(), batchSize, blocks);
  }

  /** All chunks, by chunk and then column, packed in this thread. */
  public List<Chunk> packed(int batchSize, int blocks) {
    return pack(plan(batchSize, blocks), classes, labeled());
  }

  /** Packs whatever rows, in the order in which they are given. */
  public static List<Chunk> pack(MiniBatchPlan plan, Classes classes, List<LabeledVector> rows) {
    return pack(plan, classes, Scaling.none(), rows);
  }

  /** Packs whatever rows, in the order in which they are given, to be scaled. */
  public static List<Chunk> pack(
      MiniBatchPlan plan, Classes classes, Scaling scaling, List<LabeledVector> rows) {
    return assemble(plan, scaling, new PackRows(plan, classes, scaling).call(rows.iterator()));
  }

  /** Packs the rows of chunks anew, in another order. */
  public static List<Chunk> repack(
      MiniBatchPlan plan, Scaling scaling, Permutation order, List<Chunk> chunks) {
    return assemble(plan, scaling, new RepackRows(plan, scaling, order).call(chunks.iterator()));
  }

  /** Packs whatever rows, which are in their order, as each of some partitions takes its own. */
  public static List<List<Chunk>> packInOrder(
      MiniBatchPlan plan, Classes classes, Scaling scaling, List<RowBlock> groups, int partitions) {
    PackGroups pack = new PackGroups(plan, classes, scaling, new LanePartitioner(plan, partitions));
    List<List<Chunk>> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      List<Chunk> chunks = new ArrayList<>();
      pack.call(partition, groups.iterator()).forEachRemaining(chunks::add);
      all.add(chunks);
    }
    return all;
  }

  private static List<Chunk> assemble(
      MiniBatchPlan plan, Scaling scaling, Iterator<Tuple2<ChunkKey, RowBuffer>> packed) {
    List<Tuple2<ChunkKey, RowBuffer>> buffers = new ArrayList<>();
    packed.forEachRemaining(buffer -> buffers.add(SerializationUtils.clone(buffer)));
    buffers.sort(Comparator.comparing(Tuple2::_1));
    List<Chunk> chunks = new ArrayList<>();
    new AssembleChunks(plan, scaling).call(buffers.iterator()).forEachRemaining(chunks::add);
    return chunks;
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
