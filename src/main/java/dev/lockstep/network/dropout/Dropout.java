package dev.lockstep.network.dropout;

import dev.lockstep.rows.SplitMix64;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which units an epoch keeps of a row, while a network learns (G. E. Hinton et al., "Improving
 * neural networks by preventing co-adaptation of feature detectors", 2012; divided in training, as
 * PyTorch does, not in use):
 *
 * <pre>
 * u = (hash(seed, epoch, row, layer, unit) >>> 11) / 2^53        see {@link SplitMix64}
 * z = z * (1 / (1 - p)) where u >= p, else 0                     dz likewise
 * </pre>
 *
 * <p>Layer 0 is the input, units count from 0, and a row has its number among the learned rows, so
 * that a mask depends on neither the order of an epoch nor on how rows are cut and shared.
 *
 * @param rates p of the input and of each hidden layer, 0 to below 1; none for no dropout at all
 * @param seed any number
 * @param epoch the epoch, from 1; 0 before it is known
 */
public record Dropout(List<Double> rates, long seed, int epoch) implements Serializable {
  /** Keeps all. */
  public static final Dropout NONE = new Dropout(List.of(), 0, 0);

  /** Copies the list. */
  public Dropout {
    rates = List.copyOf(rates);
  }

  /**
   * Of a setting.
   *
   * @param given none; p of the input and of each hidden layer; or one p, of every hidden layer
   * @param hidden how many hidden layers there are
   */
  public static Dropout of(List<Double> given, int hidden, long seed) {
    List<Double> rates = new ArrayList<>(given);
    if (given.size() == 1 && hidden > 0) {
      rates = new ArrayList<>(Collections.nCopies(hidden, given.get(0)));
      rates.add(0, 0.0);
    }
    return new Dropout(rates, seed, 0);
  }

  /** The same in an epoch. */
  public Dropout in(int thisEpoch) {
    return new Dropout(rates, seed, thisEpoch);
  }

  /** Whether any unit of a layer may be dropped; layer 0 is the input. */
  boolean drops(int layer) {
    return layer < rates.size() && rates.get(layer) > 0;
  }

  /** 1 / (1 - p), what the units of a layer that are kept are multiplied by. */
  double factor(int layer) {
    return 1 / (1 - rates.get(layer));
  }

  /** The least {@code hash >>> 11} of a unit that is kept: {@code u >= p} without rounding. */
  long least(int layer) {
    return (long) Math.ceil(rates.get(layer) * 0x1p53);
  }

  /** {@code hash(key + unit)} is {@code hash(seed, epoch, row, layer, unit)}. */
  long key(int layer, long row) {
    return SplitMix64.hash(SplitMix64.hash(seed, epoch, row) + layer);
  }
}
