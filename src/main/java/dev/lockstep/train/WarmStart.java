package dev.lockstep.train;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a training begins with instead of fresh weights: those of another network. Its output layer
 * is new where it means something else.
 *
 * @param name what messages call it
 * @param weights gives W and b, told the network that is to be trained
 * @param labels what the outputs of the other network mean; empty if nobody knows
 */
public record WarmStart(
    String name, Function<Topology, Parameters> weights, Optional<Labels> labels) {
  private static final int MOST_SHOWN = 20;

  /** The option that names it. */
  public static final String OPTION = "init-from";

  /**
   * What labels mean to the network: what they meant, if it was taught all of them. A training set
   * need not have every class.
   *
   * @param own what those of the training set mean
   */
  Labels meaning(Labels own) {
    return labels.filter(old -> covers(old, own)).orElse(own);
  }

  private static boolean covers(Labels old, Labels own) {
    return old.kind().equals(own.kind())
        && old.areScaled() == own.areScaled()
        && (own instanceof Classes
            ? old.names().containsAll(own.names())
            : old.names().equals(own.names()));
  }

  /**
   * Takes over W and b, but for those of an output layer that has to be new.
   *
   * @param fresh overwritten
   * @param meant what labels mean to the network
   * @param frozen the layers that keep their weights
   * @return what was taken over, in a line
   * @throws InvalidInputException if the networks have other inputs or hidden layers, or a new
   *     layer is frozen
   */
  String overwrite(Parameters fresh, Labels meant, List<Integer> frozen) {
    Topology topology = fresh.topology();
    Parameters old = weights.apply(topology);
    requireFits(old.topology(), topology);
    int layers = topology.layers();
    boolean isNew =
        old.topology().outputs() != topology.outputs()
            || labels.filter(before -> !before.equals(meant)).isPresent();
    if (isNew && frozen.contains(layers)) {
      throw new InvalidInputException(
          "freeze",
          "names layer %d, which is new: %s. Leave it out.".formatted(layers, change(meant)));
    }
    for (int l = 1; l <= (isNew ? layers - 1 : layers); l++) {
      fresh.weights(l).copyFrom(old.weights(l));
      fresh.biases(l).copyFrom(old.biases(l));
    }
    return isNew
        ? "Initial weights: of %s; the output layer is new: %s.".formatted(name, change(meant))
        : "Initial weights: of %s.".formatted(name);
  }

  private String change(Labels meant) {
    return labels
        .map(old -> "it had the " + shown(old))
        .orElse("it had others")
        .concat(", now there are the " + shown(meant));
  }

  private static String shown(Labels labels) {
    List<String> names = labels.names().stream().map(MessageText::oneLine).toList();
    return "%s %s".formatted(labels.kind(), MessageText.list(names, MOST_SHOWN));
  }

  private void requireFits(Topology old, Topology topology) {
    boolean haveSameWidths =
        old.widths()
            .subList(0, old.layers())
            .equals(topology.widths().subList(0, topology.layers()));
    if (!haveSameWidths || !old.activations().equals(topology.activations())) {
      throw new InvalidInputException(
          OPTION,
          "names the network %s with the activations %s, but %s with %s is to be trained. Leave out --hidden and --activation, and give rows of %d features."
              .formatted(old, names(old), topology, names(topology), old.inputs()));
    }
  }

  private static List<String> names(Topology topology) {
    return topology.activations().stream().map(activation -> activation.label()).toList();
  }
}
