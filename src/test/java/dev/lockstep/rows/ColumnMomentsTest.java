package dev.lockstep.rows;

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
final class ColumnMomentsTest {
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

  private static double[] moments(ColumnSummary summary, int rows) {
    double[][] found = summary.finish(rows);
    return new double[] {found[0][0], found[1][0]};
  }

  private static ColumnMoments of(List<Double> numbers) {
    return of(numbers, new Random(0));
  }

  /** Told of each number by itself or as a row. */
  private static ColumnMoments of(List<Double> numbers, Random random) {
    ColumnMoments moments = new ColumnMoments(1);
    boolean rowsAlone = random.nextBoolean();
    for (double x : numbers) {
      if (rowsAlone || random.nextBoolean()) {
        moments.addRow(new double[] {7, x}, 1);
      } else {
        moments.add(0, x);
      }
    }
    return moments;
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
      ColumnSummary whole = new ColumnMoments(1);
      int from = 0;
      while (from < list.size()) {
        int to = Math.min(list.size(), from + random.nextInt(1 + list.size() / 3) + 1);
        ColumnMoments part = of(list.subList(from, to), random);
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
    ColumnMoments moments = new ColumnMoments(columns.size());
    for (int row = 0; row < rows; row++) {
      int i = row;
      moments.addRow(columns.stream().mapToDouble(c -> i < c.length ? c[i] : 0).toArray(), 0);
    }
    double[][] found = moments.finish(rows);
    for (int j = 0; j < columns.size(); j++) {
      double[] expected = decimal(Arrays.copyOf(columns.get(j), rows));
      assertMoments(expected, new double[] {found[0][j], found[1][j]});
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
    ColumnMoments moments = new ColumnMoments(512);
    long empty = SizeEstimator.estimate(moments);
    assertTrue(empty < 512 * 10, () -> empty + " bytes");
    moments.add(7, 0.5);
    long one = SizeEstimator.estimate(moments);
    assertTrue(one < empty + 300, () -> one + " bytes");
    moments.addRow(new double[512], 0);
    long complete = SizeEstimator.estimate(SerializationUtils.clone(moments));
    assertTrue(complete < 512 * 110, () -> complete + " bytes");
  }

  @Test
  void zerosCountWithoutBeingTold() {
    ColumnMoments moments = of(List.of(3.0, 6.0));
    assertArrayEquals(decimal(new double[] {0, 3, 0, 6, 0}), moments(moments, 5));
    assertArrayEquals(new double[2], moments(new ColumnMoments(1), 5));
  }

  @Test
  void carriesArePassedOnHoweverManyNumbersThereAre() {
    ColumnSummary sum = new ColumnMoments(1);
    for (int part = 0; part < 100; part++) {
      sum = sum.merge(of(Collections.nCopies(1000, -0x1.fffffffffffffp0)));
    }
    assertArrayEquals(new double[] {-0x1.fffffffffffffp0, 0}, moments(sum, 100_000));
  }

  @Test
  void quotientsAreRoundedOnceHalfToEven() {
    BigInteger odd = BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE);
    assertEquals(0x1p53, Quotient.of(odd, BigInteger.ONE, 0));
    assertEquals(
        0x1p53 + 2, Quotient.of(odd.shiftLeft(80).add(BigInteger.ONE), BigInteger.ONE, -80));
    assertEquals(-1.0 / 3, Quotient.of(BigInteger.ONE.negate(), BigInteger.valueOf(3), 0));
    assertEquals(Double.MIN_VALUE, Quotient.of(BigInteger.valueOf(3), BigInteger.ONE, -1076));
    assertEquals(0, Quotient.of(BigInteger.ONE, BigInteger.ONE, -1075)); // the half, to even
    assertEquals(
        Double.MIN_VALUE,
        Quotient.of(BigInteger.ONE.shiftLeft(100).add(BigInteger.ONE), BigInteger.ONE, -1175));
    assertEquals(Double.POSITIVE_INFINITY, Quotient.of(BigInteger.ONE, BigInteger.ONE, 1024));
    assertEquals(0, Quotient.of(BigInteger.ZERO, BigInteger.TEN, 5));
  }
}
