import java.io.FileInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The tutorial on MNIST in one file that needs JDK 17 and nothing else. It prints the tutorial's
 * table and the SHA-256 of the trained parameters; a number of epochs may follow, 50 by default:
 *
 * <pre>java src/reference/java/Reference.java data/mnist</pre>
 *
 * <p>The letters are the tutorial's. A layer has weights W (inputs x outputs) and biases b. From
 * its inputs z it makes u = z W + b, and from u the next layer's z by ReLU, or in the last layer
 * the probabilities y by softmax; t is the label. Gradients of the loss begin with d: dW, db, du,
 * dz. Images pass through the network one by one, so z, u and y are vectors here.
 *
 * <p>A rounded sum depends on its order. Here each has one, so every machine gets the same bits:
 *
 * <ul>
 *   <li>An element of z W, of du W' or of dW (whose terms are a block's images) is a chain of fma
 *       (multiply, add, round once), terms in ascending order, that starts from +0.0 and has +0.0
 *       added at its end. So terms of a z that is 0 may be left out.
 *   <li>A mini-batch is cut into blocks. Their gradients are added in pairs, these sums in pairs,
 *       and so on: a tree that does not care who made a block's gradient, or when.
 *   <li>All other sums start from +0.0, in ascending order, and every operation is rounded by
 *       itself, as Java does it. StrictMath has one exp and one log for all machines.
 * </ul>
 */
final class Reference {
  static final int[] WIDTHS = {784, 100, 50, 10};
  static final int LAYERS = 3;
  static final int BATCH = 100; // MNIST's 60,000 and 10,000 images are whole mini-batches.
  static final int BLOCKS = 8;
  static final double LEARNING_RATE = 0.5;

  // All parameters are one array p: W1, b1, W2, b2, W3, b3, each row by row. They begin at
  static final int[] W = {0, 78_500, 83_550};
  static final int[] B = {78_400, 83_500, 84_050};

  public static void main(String[] args) throws Exception {
    Dataset train = Dataset.read(args[0] + "/train");
    Dataset test = Dataset.read(args[0] + "/t10k");
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 50;
    double[] p = initialParameters(8, 0.1);
    for (int epoch = 0; epoch <= epochs; epoch++) {
      for (int start = 0; epoch > 0 && start < train.labels.length; start += BATCH) {
        double[] d =
            sumRows(p.length, start, start + BATCH, (s, row) -> addGradient(p, train, row, s));
        Arrays.setAll(p, i -> p[i] - LEARNING_RATE * d[i]);
      }
      BigDecimal[] a = score(p, train);
      BigDecimal[] b = score(p, test);
      System.out.printf(
          "%3d train_rate=%6s%% test_rate=%6s%% train_err=%8s test_err=%8s\n",
          epoch, a[0], b[0], a[1], b[1]);
    }
    ByteBuffer bytes = ByteBuffer.allocate(8 * p.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(p);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    System.out.print("parameters_sha256=" + HexFormat.of().formatHex(hash) + "\n");
  }

  /** Images, a byte for each pixel, and their labels. */
  record Dataset(byte[] pixels, byte[] labels) {
    static Dataset read(String name) throws Exception {
      try (var images = new GZIPInputStream(new FileInputStream(name + "-images-idx3-ubyte.gz"));
          var labels = new GZIPInputStream(new FileInputStream(name + "-labels-idx1-ubyte.gz"))) {
        images.skipNBytes(16);
        labels.skipNBytes(8);
        return new Dataset(images.readAllBytes(), labels.readAllBytes());
      }
    }
  }

  /** Percentage of right answers and mean loss, rounded as Python rounds when it prints. */
  static BigDecimal[] score(double[] p, Dataset data) {
    int n = data.labels.length;
    double[] score = sumRows(2, 0, n, (s, row) -> addScore(p, data, row, s));
    return new BigDecimal[] {
      new BigDecimal(score[0] / n * 100).setScale(2, RoundingMode.HALF_EVEN),
      new BigDecimal(score[1] / n).setScale(5, RoundingMode.HALF_EVEN)
    };
  }

  /** Sums over the rows of mini-batches: block k of each in turn, for all k, then over the k. */
  static double[] sumRows(int length, int from, int to, ObjIntConsumer<double[]> addRow) {
    double[][] sums = new double[BLOCKS][length];
    IntStream blocks = IntStream.range(0, BLOCKS).parallel();
    blocks.forEach(
        k -> {
          for (int start = from; start < to; start += BATCH) {
            int end = start + (k + 1) * BATCH / BLOCKS;
            for (int row = start + k * BATCH / BLOCKS; row < end; row++) {
              addRow.accept(sums[k], row);
            }
          }
          Arrays.setAll(sums[k], i -> sums[k][i] + 0.0);
        });
    for (int width = 1; width < BLOCKS; width *= 2) { // 0 + 1, 2 + 3 ..., (0 + 1) + (2 + 3) ...
      for (int k = 0; k + width < BLOCKS; k += 2 * width) {
        addMultiple(1, sums[k + width], 0, sums[k], 0, length);
      }
    }
    return sums[0];
  }

  /** Adds an image's score: 1 for the right answer, and the loss. */
  static void addScore(double[] p, Dataset data, int row, double[] score) {
    double[] y = forward(p, data, row)[LAYERS];
    int firstBest = IntStream.range(0, y.length).reduce(0, (i, j) -> y[j] > y[i] ? j : i);
    score[0] += firstBest == data.labels[row] ? 1 : 0;
    score[1] += -StrictMath.log(Math.max(y[data.labels[row]], 1e-7));
  }

  /** Adds an image's part of the mini-batch's gradient, which is laid out as p is. */
  static void addGradient(double[] p, Dataset data, int row, double[] d) {
    double[][] z = forward(p, data, row);
    z[LAYERS][data.labels[row]] -= 1;
    double[] du = Arrays.stream(z[LAYERS]).map(x -> x / BATCH).toArray(); // (y - t) / n
    for (int l = LAYERS - 1; l >= 0; l--) {
      double[] dz = new double[WIDTHS[l]];
      for (int i = 0; i < dz.length; i++) {
        int w = W[l] + i * du.length;
        addMultiple(z[l][i], du, 0, d, w, du.length);
        for (int k = 0; k < du.length && z[l][i] > 0 && l > 0; k++) { // where ReLU let u pass
          dz[i] = Math.fma(du[k], p[w + k], dz[i]);
        }
      }
      addMultiple(1, du, 0, d, B[l], du.length);
      du = Arrays.stream(dz).map(x -> x + 0.0).toArray();
    }
  }

  /** The inputs z of each layer, pixels (as floats from 0 to 1, the tutorial's) first, and y. */
  static double[][] forward(double[] p, Dataset data, int row) {
    double[][] z = {new double[WIDTHS[0]], null, null, null};
    Arrays.setAll(z[0], i -> Byte.toUnsignedInt(data.pixels[row * WIDTHS[0] + i]) / 255f);
    for (int l = 0; l < LAYERS; l++) {
      double[] u = new double[WIDTHS[l + 1]];
      for (int k = 0; k < WIDTHS[l]; k++) {
        addMultiple(z[l][k], p, W[l] + k * u.length, u, 0, u.length);
      }
      int b = B[l];
      Arrays.setAll(u, j -> u[j] + 0.0 + p[b + j]);
      z[l + 1] = l + 1 < LAYERS ? Arrays.stream(u).map(x -> Math.max(x, 0)).toArray() : softmax(u);
    }
    return z;
  }

  static double[] softmax(double[] u) {
    double max = Arrays.stream(u).max().getAsDouble();
    double[] exp = Arrays.stream(u).map(x -> StrictMath.exp(x - max)).toArray();
    double[] sum = {0};
    for (double each : exp) {
      sum[0] += each;
    }
    return Arrays.stream(exp).map(x -> x / sum[0]).toArray();
  }

  /** Adds factor * term to n sums, rounded once: where the factor is 1 this is +. */
  static void addMultiple(double factor, double[] terms, int at, double[] sums, int to, int n) {
    for (int j = 0; j < n && factor != 0; j++) {
      sums[to + j] = Math.fma(factor, terms[at + j], sums[to + j]);
    }
  }

  /** W from numpy's RandomState(seed).rand, which is the Mersenne Twister MT19937; b is 0. */
  static double[] initialParameters(int seed, double r) {
    double[] p = new double[84_060];
    int[] x = new int[624 + 2 * p.length];
    int[] random = new int[x.length];
    x[0] = seed;
    for (int i = 1; i < 624; i++) {
      x[i] = 1812433253 * (x[i - 1] ^ x[i - 1] >>> 30) + i;
    }
    for (int i = 624; i < x.length; i++) {
      int y = x[i - 624] & 0x80000000 | x[i - 623] & 0x7fffffff;
      x[i] = x[i - 227] ^ y >>> 1 ^ (y & 1) * 0x9908b0df;
      y = x[i] ^ x[i] >>> 11;
      y ^= y << 7 & 0x9d2c5680;
      y ^= y << 15 & 0xefc60000;
      random[i] = y ^ y >>> 18;
    }
    int next = 624;
    for (int l = 0; l < LAYERS; l++) {
      for (int i = W[l]; i < B[l]; i++) {
        double rand = ((random[next++] >>> 5) * 0x1p26 + (random[next++] >>> 6)) / 0x1p53;
        p[i] = 2 * r * rand - r;
      }
    }
    return p;
  }
}
