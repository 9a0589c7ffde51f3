package dev.lockstep.network;

import dev.lockstep.network.optimizer.Optimizer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that steps change: W and b, the optimiser's moments and the count of steps. Broadcast,
 * brought back, copied and checkpointed as one. Not thread-safe, but for what {@code StepUpdate}
 * promises.
 */
public final class ModelState implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Parameters parameters;

  /** By name, in the optimiser's order. */
  private final LinkedHashMap<String, LayerArrays> moments;

  private long steps;

  /** Of each array of parameters, an array for each moment; made when it is first asked for. */
  private transient volatile double[][][] momentsOf;

  /**
   * Where training stands after so many steps: W and b, and the optimiser's moments by name and in
   * its order; the arrays are not copied.
   */
  public ModelState(Parameters parameters, Map<String, LayerArrays> moments, long steps) {
    this.parameters = parameters;
    this.moments = new LinkedHashMap<>(moments);
    this.steps = steps;
  }

  /** Before the first step of an optimiser: its moments are zero; the parameters are not copied. */
  public ModelState(Parameters parameters, Optimizer optimizer) {
    this(parameters, Map.of(), 0);
    for (String name : optimizer.moments()) {
      moments.put(name, new LayerArrays(parameters.topology()));
    }
  }

  /** W and b, not a copy. */
  public Parameters parameters() {
    return parameters;
  }

  /** The optimiser's moments by name, in its order; not copies. */
  public Map<String, LayerArrays> moments() {
    return Collections.unmodifiableMap(moments);
  }

  /** What the moments have for array i of the parameters: an array for each, not copies. */
  double[][] momentsOf(int i) {
    double[][][] made = momentsOf;
    if (made == null) { // several threads may make the same
      made = new double[parameters.arrays()][][];
      Arrays.setAll(
          made,
          array -> moments.values().stream().map(m -> m.array(array)).toArray(double[][]::new));
      momentsOf = made;
    }
    return made[i];
  }

  /** How many steps have been taken in all epochs. */
  public long steps() {
    return steps;
  }

  /** Counts a step whose every number has been updated. */
  public void stepTaken() {
    steps++;
  }

  /** A state with arrays of its own. */
  public ModelState copy() {
    ModelState copy = new ModelState(new Parameters(parameters.topology()), Map.of(), 0);
    moments
        .keySet()
        .forEach(name -> copy.moments.put(name, new LayerArrays(parameters.topology())));
    copy.copyFrom(this);
    return copy;
  }

  /** Takes over all numbers of another of the same topology and optimiser. */
  public void copyFrom(ModelState other) {
    parameters.copyFrom(other.parameters);
    moments.forEach((name, arrays) -> arrays.copyFrom(other.moments.get(name)));
    steps = other.steps;
  }
}
