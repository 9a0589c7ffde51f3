package dev.lockstep.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Mean and standard deviation are those of decimal arithmetic, rounded, whatever the numbers, their
 * order and how they are shared out.
 */
final class ColumnStatsTest {
  private static final MathContext DIGITS = new MathContext(60);

  static final List<Arguments> NUMBERS =
      List.of(
          named("small integers", 1, 2, 3, 4, 6),
          named("one", 0.1),
          named("equal", 0.1, 0.1, 0.1),
          named("cancelling", 1e16, 1, -1e16, 1e-16, 3),
          named("far apart", 1e300, -1e300, 1e-300, 1, -1, 2.5e-310),
          named("greatest", Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1),
          named("all greatest", Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE),
          named("denormal", Double.MIN_VALUE, 3 * Double.MIN_VALUE, -Double.MIN_VALUE, 1e-320),
          named("squares underflow", 1e-200, 2e-200, 4e-200),
          named("nearly equal", 1, Math.nextUp(1.0), Math.nextDown(1.0)),
          named("large mean", 1e9 + 1, 1e9 + 2, 1e9 + 3.5),
          named("many of one sign", random(1, 3000, 0).map(Math::abs).toArray()),
          named("many negative", random(2, 3000, 0).map(x -> -Math.abs(x)).toArray()),
          named("many of all sizes", random(3, 3000, 300).toArray()),
          named("many", random(4, 3000, 10).toArray()));

  private static Arguments named(String name, double... numbers) {
    return Arguments.argumentSet(name, (Object) numbers);
  }

  private static DoubleStream random(long seed, int count, int exponents) {
    Random random = new Random(seed);
    return DoubleStream.generate(
            () ->
                Math.scalb(
                    random.nextGaussian(),
                    exponents == 0 ? 0 : random.nextInt(2 * exponents) - exponents))
        .limit(count);
  }

  private static double[] decimal(double[] numbers) {
    BigDecimal n = BigDecimal.valueOf(numbers.length);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double x : numbers) {
      BigDecimal exact = new BigDecimal(x);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
    }
    BigDecimal variance =
        n.multiply(squares).subtract(sum.multiply(sum)).divide(n.multiply(n), DIGITS);
    double rounded = variance.doubleValue();
    double sd =
        rounded >= Double.MIN_NORMAL && rounded <= Double.MAX_VALUE
            ? Math.sqrt(rounded)
            : variance.sqrt(DIGITS).doubleValue();
    return new double[] {sum.divide(n, DIGITS).doubleValue(), sd};
  }

  private static ColumnStats none(int columns) {
    return new ColumnStats(ScaleKind.STANDARD, "train", Columns.NONE, columns);
  }

  private static double[] moments(ColumnStats stats, int rows) {
    Scaling found = stats.scaling(rows);
    return new double[] {found.offsets().get(0), found.divisors().get(0)};
  }

  private static ColumnStats of(List<Double> numbers) {
    return of(numbers, new Random(0));
  }

  /** Told of each number by itself or as a row. */
  private static ColumnStats of(List<Double> numbers, Random random) {
    ColumnStats stats = none(1);
    for (double x : numbers) {
      if (random.nextBoolean()) {
        stats.addRows(new double[] {x}, 1, row -> 0);
      } else {
        stats.add(0, x, 0);
      }
    }
    return stats;
  }

  @ParameterizedTest
  @FieldSource("NUMBERS")
  void momentsAreTheRoundedExactOnes(double[] numbers) {
    List<Double> list = new ArrayList<>(Arrays.stream(numbers).boxed().toList());
    double[] expected = decimal(numbers);
    assertMoments(expected, moments(of(list), numbers.length));
    Random random = new Random(numbers.length);
    for (int run = 0; run < 20; run++) {
      Collections.shuffle(list, random);
      ColumnStats whole = none(1);
      int from = 0;
      while (from < list.size()) {
        int to = Math.min(list.size(), from + random.nextInt(1 + list.size() / 3) + 1);
        ColumnStats part = of(list.subList(from, to), random);
        whole = random.nextBoolean() ? whole.merge(part) : part.merge(whole);
        from = to;
      }
      assertArrayEquals(moments(of(list), numbers.length), moments(whole, numbers.length));
    }
  }

  @Test
  void columnsSideBySideAreSummedEachByItself() {
    List<double[]> columns = NUMBERS.stream().map(a -> (double[]) a.get()[0]).toList();
    int rows = columns.stream().mapToInt(c -> c.length).max().orElseThrow();
    ColumnStats stats = none(columns.size());
    for (int row = 0; row < rows; row++) {
      int i = row;
      double[] numbers = columns.stream().mapToDouble(c -> i < c.length ? c[i] : 0).toArray();
      stats.addRows(numbers, 1, first -> i);
    }
    Scaling found = stats.scaling(rows);
    for (int j = 0; j < columns.size(); j++) {
      double[] expected = decimal(Arrays.copyOf(columns.get(j), rows));
      assertMoments(expected, new double[] {found.offsets().get(j), found.divisors().get(j)});
    }
  }

  /** To the bit, but for a root that leaves the normal range, which is rounded twice. */
  private static void assertMoments(double[] expected, double[] actual) {
    assertEquals(expected[0], actual[0]);
    boolean normal = expected[1] > 1e-150 && expected[1] < 1e150;
    assertEquals(expected[1], actual[1], normal ? 0 : Math.ulp(expected[1]));
  }

  /** A table may have 2^24 columns, most of them never told of. */
  @Test
  void roomIsTakenByColumnsThatAreToldOfAlone() {
    ColumnStats stats = none(512);
    long empty = SizeEstimator.estimate(stats);
    assertTrue(empty < 512 * 10, () -> empty + " bytes");
    stats.add(7, 0.5, 0);
    long one = SizeEstimator.estimate(stats);
    assertTrue(one < empty + 300, () -> one + " bytes");
    stats.addRows(DoubleStream.generate(() -> 0.5).limit(512).toArray(), 1, row -> 1);
    long complete = SizeEstimator.estimate(SerializationUtils.clone(stats));
    assertTrue(complete < 512 * 260, () -> complete + " bytes");
  }

  @Test
  void zerosCountWithoutBeingTold() {
    ColumnStats stats = of(List.of(3.0, 6.0));
    assertArrayEquals(decimal(new double[] {0, 3, 0, 6, 0}), moments(stats, 5));
    assertArrayEquals(new double[2], moments(none(1), 5));
  }

  @Test
  void carriesArePassedOnHoweverManyNumbersThereAre() {
    ColumnStats sum = none(1);
    for (int part = 0; part < 100; part++) {
      sum = sum.merge(of(Collections.nCopies(1000, -0x1.fffffffffffffp0)));
    }
    assertArrayEquals(new double[] {-0x1.fffffffffffffp0, 0}, moments(sum, 100_000));
  }

  @Test
  void quotientsAreRoundedOnceHalfToEven() {
    BigInteger odd = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE);
    assertEquals(0x1p53, ExactSum.quotient(odd, BigInteger.ONE, 0));
    assertEquals(
        0x1p53 + 2, ExactSum.quotient(odd.shiftLeft(80).add(BigInteger.ONE), BigInteger.ONE, -80));
    assertEquals(-1.0 / 3, ExactSum.quotient(BigInteger.ONE.negate(), BigInteger.valueOf(3), 0));
    assertEquals(Double.MIN_VALUE, ExactSum.quotient(BigInteger.valueOf(3), BigInteger.ONE, -1076));
    assertEquals(0, ExactSum.quotient(BigInteger.ONE, BigInteger.ONE, -1075)); // the half, to even
    assertEquals(
        Double.MIN_VALUE,
        ExactSum.quotient(
            BigInteger.ONE.shiftLeft(100).add(BigInteger.ONE), BigInteger.ONE, -1175));
    assertEquals(Double.POSITIVE_INFINITY, ExactSum.quotient(BigInteger.ONE, BigInteger.ONE, 1024));
    assertEquals(0, ExactSum.quotient(BigInteger.ZERO, BigInteger.TEN, 5));
  }
}
