package dev.lockstep.network.optimizer;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * L-BFGS (Nocedal and Wright, 2006, chapter 7): an epoch is one iteration, whose direction comes of
 * the gradient over all rows and of what the last ten iterations have told of its curvature, and
 * whose length a line search finds. Pair i is what iteration t changed, where t mod 10 is i: {@code
 * s = w after - w before} and {@code y} the same of the gradient; zeros where there is none.
 */
public record Lbfgs() implements Optimizer {
  /** How many pairs are kept. */
  public static final int PAIRS = 10;

  @Override
  public String name() {
    return "LBFGS";
  }

  @Override
  public List<String> moments() {
    return IntStream.range(0, PAIRS).boxed().flatMap(i -> Stream.of("s" + i, "y" + i)).toList();
  }
}
