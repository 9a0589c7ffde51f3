package dev.lockstep.lbfgs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import breeze.linalg.DenseVector;
import breeze.linalg.DenseVector$;
import breeze.optimize.CachedDiffFunction;
import breeze.optimize.DiffFunction;
import breeze.optimize.FirstOrderMinimizer;
import breeze.optimize.LBFGS;
import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.lbfgs.LbfgsIterations.Outcome;
import dev.lockstep.network.Gradient;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.optimizer.Lbfgs;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtField;
import javassist.CtMethod;
import javassist.CtNewConstructor;
import javassist.NotFoundException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Iterations are those of Breeze's L-BFGS, and end where nothing is left to be done. */
final class LbfgsIterationsTest {
  /** Iterations in which rounding has not yet made more of the two orders of summing than this. */
  private static final double BOUND = 1e-9;

  static Stream<Problem> problems() {
    return Stream.of(
        Problem.rosenbrock(-1.2, 1),
        Problem.rosenbrock(-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1),
        Problem.quadratic(4),
        Problem.quadratic(9),
        Problem.barrier(40, 0.5),
        Problem.barrier(0.01, 3, 20));
  }

  /** But for the last: there ten steps are too few, which are in vain for Breeze, not here. */
  static Stream<Problem> shared() {
    return problems().limit(5);
  }

  /** Breeze says in the log what it does about a search that fails. */
  @BeforeAll
  static void quieten() {
    Configurator.setLevel("breeze", Level.OFF);
  }

  private static ModelState model(Problem problem) {
    return new ModelState(problem.parameters(), new Lbfgs());
  }

  /** Breeze's points, from the first on. */
  private static List<double[]> breeze(Problem problem, int most) {
    DiffFunction<DenseVector<Object>> f = breezes(problem);
    LBFGS<DenseVector<Object>> minimizer =
        new LBFGS<>(most, Lbfgs.PAIRS, 0, DenseVector$.MODULE$.space_Double());
    List<double[]> points = new ArrayList<>();
    for (FirstOrderMinimizer.State<DenseVector<Object>, ?, ?> state :
        CollectionConverters.asJava(
            minimizer.iterations(f, vector(problem.start().clone())).toSeq())) {
      points.add(numbers(state.x()));
    }
    return points;
  }

  /** A class that javac refuses, since two of its methods differ in what they return alone. */
  @SuppressWarnings("unchecked")
  private static DiffFunction<DenseVector<Object>> breezes(Problem problem) {
    Function<DenseVector<Object>, Tuple2<Object, DenseVector<Object>>> f =
        x -> {
          double[] all = problem.f().apply(numbers(x));
          return new Tuple2<>(all[0], vector(Arrays.copyOfRange(all, 1, all.length)));
        };
    try {
      return (DiffFunction<DenseVector<Object>>) FUNCTION.newInstance(f);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Constructor<?> FUNCTION = functionClass();

  private static Constructor<?> functionClass() {
    try {
      ClassPool pool = ClassPool.getDefault();
      CtClass made =
          pool.makeClass(
              LbfgsIterationsTest.class.getPackageName() + ".BreezeFunction",
              pool.get(CachedDiffFunction.class.getName()));
      made.addField(CtField.make("private final java.util.function.Function f;", made));
      made.addConstructor(
          CtNewConstructor.make(
              "public BreezeFunction(java.util.function.Function f) {super(null, null); this.f = f;}",
              made));
      made.addMethod(
          CtMethod.make(
              "public scala.Tuple2 calculate(Object x) {return (scala.Tuple2) f.apply(x);}", made));
      return made.toClass(LbfgsIterationsTest.class).getConstructors()[0];
    } catch (NotFoundException | CannotCompileException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DenseVector<Object> vector(double[] numbers) {
    return new DenseVector<>(numbers);
  }

  private static double[] numbers(DenseVector<Object> vector) {
    double[] numbers = new double[vector.length()];
    Arrays.setAll(numbers, i -> (double) vector.apply(i));
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("shared")
  void iterationsAreBreezes(Problem problem) {
    ModelState model = model(problem);
    LbfgsIterations iterations = new LbfgsIterations(problem.objective());
    List<double[]> points = breeze(problem, 15);
    for (double[] point : points) {
      double[] own = Problem.numbers(model.parameters());
      double largest = Arrays.stream(point).map(Math::abs).max().orElseThrow();
      assertArrayEquals(point, own, BOUND * Math.max(1, largest), "iteration " + model.steps());
      if (iterations.take(model) != Outcome.TAKEN) {
        break;
      }
    }
    assertTrue(model.steps() > 1);
  }

  /** As far as numbers go: then no step makes the objective smaller, and none changes the model. */
  @ParameterizedTest
  @MethodSource("problems")
  void theMinimumIsFoundAndKept(Problem problem) {
    ModelState model = model(problem);
    LbfgsIterations iterations = new LbfgsIterations(problem.objective());
    double before = Double.POSITIVE_INFINITY;
    while (iterations.take(model) == Outcome.TAKEN) {
      double now = problem.f().apply(Problem.numbers(model.parameters()))[0];
      assertTrue(now < before, () -> "iteration " + model.steps());
      before = now;
      assertTrue(model.steps() < 200);
    }
    double[] x = Problem.numbers(model.parameters());
    double[] minimum = new double[x.length];
    Arrays.setAll(minimum, i -> problem.name().startsWith("quadratic") ? i : 1);
    assertArrayEquals(minimum, x, 1e-6);
    assertTrue(iterations.take(model) != Outcome.TAKEN);
    assertArrayEquals(x, Problem.numbers(model.parameters()));
  }

  /** As a training that goes on from a checkpoint. */
  @ParameterizedTest
  @MethodSource("problems")
  void aModelOfAnyIterationGoesOnToTheSameBits(Problem problem) {
    ModelState whole = model(problem);
    ModelState again = model(problem);
    LbfgsIterations iterations = new LbfgsIterations(problem.objective());
    for (int i = 0; i < 25; i++) {
      Outcome expected = iterations.take(whole);
      again = again.copy();
      assertEquals(expected, new LbfgsIterations(problem.objective()).take(again));
      assertEquals(whole.parameters().sha256(), again.parameters().sha256());
      assertEquals(whole.steps(), again.steps());
    }
  }

  @Test
  void aGradientOfZeroEndsItAtOnce() {
    ModelState model = model(Problem.rosenbrock(1, 1, 1));
    assertEquals(
        Outcome.FLAT, new LbfgsIterations(Problem.rosenbrock(1, 1, 1).objective()).take(model));
    assertEquals(0, model.steps());
  }

  /** Its derivatives have the wrong sign. */
  @Test
  void aSearchThatFindsNothingEndsIt() {
    Problem wrong =
        new Problem("wrong", new double[] {3, 4}, x -> new double[] {x[0] + x[1], -1, -1});
    ModelState model = model(wrong);
    LbfgsIterations iterations = new LbfgsIterations(wrong.objective());
    assertEquals(Outcome.STUCK, iterations.take(model));
    assertEquals(Outcome.STUCK, iterations.take(model));
    assertArrayEquals(new double[] {3, 4}, Problem.numbers(model.parameters()));
  }

  /** The pairs of one function are of no use for another. */
  @Test
  void aDirectionThatLeadsNowhereIsGivenUpForTheGradients() {
    ModelState model = model(Problem.rosenbrock(-1.2, 1));
    LbfgsIterations first = new LbfgsIterations(Problem.rosenbrock(0, 0).objective());
    for (int i = 0; i < 12; i++) {
      assertEquals(Outcome.TAKEN, first.take(model));
    }
    model.moments().get("s1").scale(-1e-200);
    LbfgsIterations next = new LbfgsIterations(Problem.quadratic(2).objective());
    double before = Problem.quadratic(2).f().apply(Problem.numbers(model.parameters()))[0];
    assertEquals(Outcome.TAKEN, next.take(model));
    double after = Problem.quadratic(2).f().apply(Problem.numbers(model.parameters()))[0];
    assertTrue(after < before);
  }

  @Test
  void aGradientThatIsNotFiniteEndsTheRun() {
    Problem endless = new Problem("endless", new double[2], x -> new double[] {1, 1e300, 1});
    assertThrows(
        DivergedException.class,
        () -> new LbfgsIterations(endless.objective()).take(model(endless)));
  }

  /** x / 2 of the squares of weights, not of the bias. */
  @Test
  void l2IsInTheValueAndInTheDerivatives() {
    Problem problem = Problem.quadratic(3);
    Objective with = problem.objective().withL2(0.3);
    Parameters at = problem.parameters();
    at.weights(1).values()[0] = 2;
    at.weights(1).values()[1] = -5;
    at.biases(1).values()[0] = 7;
    Gradient plain = problem.objective().at(at);
    Gradient more = with.at(at);
    assertEquals(plain.loss() + 0.15 * 29, more.loss(), 1e-12);
    assertEquals(plain.weights(1).values()[1] - 1.5, more.weights(1).values()[1], 1e-12);
    assertEquals(plain.biases(1).values()[0], more.biases(1).values()[0]);
    assertEquals(problem.objective().withL2(0).at(at).loss(), plain.loss());
  }
}
