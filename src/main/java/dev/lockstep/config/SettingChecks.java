package dev.lockstep.config;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.optimizer.StepOptimizer;
import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the values of settings have to be to each other. */
final class SettingChecks {
  private SettingChecks() {}

  /** The value of each setting. */
  interface Lookup {
    <T> T get(Setting<T> setting);
  }

  /**
   * Checks that all values fit each other.
   *
   * @param settings their values
   * @param given names of those that are not left to their defaults
   * @throws InvalidInputException naming a setting that does not
   */
  static void require(Lookup settings, Set<String> given) {
    requireObeyed(settings, given);
    int partitions = settings.get(Settings.PARTITIONS);
    int blocks = settings.get(Settings.BLOCKS);
    if (partitions > blocks) {
      throw new InvalidInputException(
          Settings.PARTITIONS.name(),
          "is %d, which is more than --blocks %d: a block is never cut. "
                  .formatted(partitions, blocks)
              + "Lower --partitions, or raise --blocks (this changes the last digits).");
    }
    List<Activation> activations = settings.get(Settings.ACTIVATION);
    int layers = settings.get(Settings.HIDDEN).size();
    if (activations.size() != 1 && activations.size() != layers) {
      throw new InvalidInputException(
          Settings.ACTIVATION.name(),
          "is %s: %d, but --hidden has %d layers. Give one for all of them, or one for each."
              .formatted(Values.text(activations), activations.size(), layers));
    }
    List<Double> shares = settings.get(Settings.DROPOUT);
    if (shares.size() > 1 && shares.size() != layers + 1) {
      throw new InvalidInputException(
          Settings.DROPOUT.name(),
          "is %s: %d, but --hidden has %d layers. "
                  .formatted(Values.text(shares), shares.size(), layers)
              + "Give one for all of them, or one for the input and one for each.");
    }
    for (Setting<?> ofClasses : List.of(Settings.HEAD, Settings.CLASS_WEIGHT)) {
      if (given.contains(ofClasses.name()) && given.contains(Settings.LOSS.name())) {
        throw new InvalidInputException(
            "--%s is for classes, --loss for numbers. Give only one of them.".formatted(ofClasses));
      }
    }
    if (!(settings.get(Settings.OPTIMIZER) instanceof StepOptimizer)
        && settings.get(Settings.AGGREGATION) == AggregationKind.ALLREDUCE) {
      throw new InvalidInputException(
          Settings.AGGREGATION.name(),
          "is allreduce, which is for steps, but an epoch of --optimizer %s has none. Give tree or auto."
              .formatted(settings.get(Settings.OPTIMIZER).label()));
    }
    double floor = settings.get(Settings.SCHEDULE_FLOOR);
    double rate = settings.get(Settings.LEARNING_RATE);
    if (floor > rate) {
      throw new InvalidInputException(
          Settings.SCHEDULE_FLOOR.name(),
          "is %s, above --learning-rate %s, which it goes down from. Lower it."
              .formatted(floor, rate));
    }
  }

  /**
   * Checks that nothing needs a validation set.
   *
   * @throws InvalidInputException naming a setting that does
   */
  static void requireUnvalidated(Lookup settings, Set<String> given) {
    List<Setting<?>> needing = new ArrayList<>(Settings.OF_VALIDATION);
    needing.removeIf(setting -> !given.contains(setting.name()));
    if (settings.get(Settings.SCHEDULE).dependsOnCourse()) {
      needing.add(Settings.SCHEDULE);
    }
    if (!needing.isEmpty()) {
      Setting<?> setting = needing.get(0);
      throw new InvalidInputException(
          setting.name(),
          "is %s, which needs a validation set. Give --validation or --validation-fraction."
              .formatted(Values.text(settings.get(setting))));
    }
  }

  /** Layers that are frozen have to be there, and others beside them. */
  static void requireUnfrozen(List<Integer> frozen, int layers) {
    if (!frozen.isEmpty()
        && (Collections.max(frozen) > layers || Set.copyOf(frozen).size() == layers)) {
      throw new InvalidInputException(
          Settings.FREEZE.name(),
          "is %s, but the network has %d layers that learn, of which one or more must not be frozen. Name layers of 1 to %d."
              .formatted(Values.text(frozen), layers, layers));
    }
  }

  /** A value that would mean nothing is refused, where others of the family would obey it. */
  private static void requireObeyed(Lookup settings, Set<String> given) {
    for (String name : given) {
      Setting<?> chooser = chooser(name).orElse(null);
      if (chooser != null && !obeys(settings.get(chooser), name)) {
        String obeying =
            chooser.values().members().stream()
                .filter(member -> obeys(member, name))
                .map(member -> ((Choice) member).label())
                .collect(Collectors.joining(" or "));
        String chosen = Values.text(settings.get(chooser));
        throw new InvalidInputException(
            name,
            "is for --%s %s alone, not for %s. Leave it out, or give --%s %s."
                .formatted(chooser, obeying, chosen, chooser, obeying));
      }
    }
  }

  /** Whether the value of a setting means something. */
  static boolean isObeyed(Lookup settings, String name) {
    return chooser(name).map(chooser -> obeys(settings.get(chooser), name)).orElse(true);
  }

  /**
   * The choice whose value decides whether a setting is obeyed at all: {@code --optimizer} of
   * {@code --momentum}. Empty if it always is.
   */
  static Optional<Setting<?>> chooser(String name) {
    return Settings.ALL.stream()
        .filter(choice -> choice.values().members().stream().anyMatch(m -> obeys(m, name)))
        .findFirst();
  }

  /** Whether a value is a member that obeys a setting which others of its family do not. */
  static boolean obeys(Object value, String name) {
    return value instanceof Choice member && member.settings().contains(name);
  }
}
