package dev.lockstep.lbfgs;

import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Finds how far to go along a direction in which f falls: t with
 *
 * <pre>
 * f(t) &lt;= f(0) + c1 t f'(0)     and     |f'(t)| &lt;= c2 |f'(0)|      c1 = 1e-4, c2 = 0.9
 * </pre>
 *
 * <p>Nocedal and Wright (2006), algorithms 3.5 and 3.6, with the cubic interpolation of (3.59),
 * kept off the ends of the bracket. Steps grow by half, and ten trials and ten narrower brackets
 * are the most, as in Breeze's {@code StrongWolfeLineSearch}; but f has to fall in any case, so
 * that a search ends where rounding is all that is left.
 */
final class StrongWolfe {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final int MOST_TRIALS = 10;

  /** How near to an end of the bracket a trial may be, as a share of its length. */
  private static final double MARGIN = 0.1;

  private final DoubleFunction<Trial> f;
  private final Trial start;

  private StrongWolfe(DoubleFunction<Trial> f, Trial start) {
    this.f = f;
    this.start = start;
  }

  /**
   * A point on the line.
   *
   * @param t how far along
   * @param value f(t)
   * @param slope f'(t)
   */
  record Trial(double t, double value, double slope) {
    private boolean isFinite() {
      return Double.isFinite(value) && Double.isFinite(slope);
    }
  }

  /**
   * Searches.
   *
   * @param f of any t above 0; need not be finite far out
   * @param start at t = 0, with a slope below 0
   * @param first the t to try first
   * @return the last trial, or nothing where none was good enough
   */
  static Optional<Trial> search(DoubleFunction<Trial> f, Trial start, double first) {
    return new StrongWolfe(f, start).bracket(first);
  }

  /** Algorithm 3.5: grows t until there is a good one between the last two. */
  private Optional<Trial> bracket(double first) {
    double t = first;
    Trial before = start;
    boolean isLast = false;
    for (int trials = 0; trials < MOST_TRIALS; trials++) {
      Trial trial = f.apply(t);
      if (!trial.isFinite()) {
        t /= 2;
        isLast = false;
        continue;
      }
      if (!isLower(trial) || trial.value >= before.value) {
        return zoom(before, trial);
      }
      if (isFlat(trial)) {
        return Optional.of(trial);
      }
      if (trial.slope >= 0) {
        return zoom(trial, before);
      }
      before = trial;
      isLast = true;
      t *= 1.5;
    }
    return isLast ? Optional.of(before) : Optional.empty();
  }

  /** Algorithm 3.6: {@code low} is the lowest so far, and f falls from it towards {@code high}. */
  private Optional<Trial> zoom(Trial first, Trial second) {
    Trial low = first;
    Trial high = second;
    for (int trials = 0; trials < MOST_TRIALS; trials++) {
      Trial trial = f.apply(low.t < high.t ? between(low, high) : between(high, low));
      if (!isLower(trial) || trial.value >= low.value) {
        high = trial;
      } else if (isFlat(trial)) {
        return Optional.of(trial);
      } else {
        if (trial.slope * (high.t - low.t) >= 0) {
          high = low;
        }
        low = trial;
      }
    }
    return Optional.empty();
  }

  private boolean isLower(Trial trial) {
    return trial.value <= start.value + C1 * trial.t * start.slope;
  }

  private boolean isFlat(Trial trial) {
    return Math.abs(trial.slope) <= C2 * Math.abs(start.slope);
  }

  /** Where the cubic through both ends has its minimum; the middle where it has none. */
  private static double between(Trial left, Trial right) {
    double length = right.t - left.t;
    double d1 = left.slope + right.slope - 3 * (left.value - right.value) / (left.t - right.t);
    double d2 = Math.sqrt(d1 * d1 - left.slope * right.slope);
    double t = right.t - length * (right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2);
    double least = left.t + MARGIN * length;
    double most = left.t + (1 - MARGIN) * length;
    if (Double.isNaN(t)) {
      return left.t + length / 2;
    }
    return Math.max(least, Math.min(most, t));
  }
}
