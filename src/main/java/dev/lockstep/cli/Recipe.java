package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.network.optimizer.StepOptimizer;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.Understood;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A training in a line, as people tell it: how it learns, and then when it stops. */
final class Recipe {
  /** Told by name and value where they are not left to their defaults. */
  private static final List<Setting<?>> OF_STEPS =
      List.of(
          Settings.MOMENTUM,
          Settings.WEIGHT_DECAY,
          Settings.L2,
          Settings.CLIP_NORM,
          Settings.DROPOUT,
          Settings.WARMUP,
          Settings.INIT,
          Settings.INIT_FROM,
          Settings.FREEZE);

  private Recipe() {}

  /**
   * Such as {@code adam 0.001, cosine, l2 0.01, shuffled; 10 % to validate, patience 10}.
   *
   * @param settings of the training
   * @param data what it learns from
   */
  static Understood of(TrainingSettings settings, DataProvenance data) {
    String learning = String.join(", ", learning(settings));
    List<String> ending = ending(settings, data);
    return new Understood(
        "recipe", ending.isEmpty() ? learning : learning + "; " + String.join(", ", ending));
  }

  /** How often the rows are learned: {@code 50, in mini-batches of 8 rows}. */
  static Understood epochs(TrainingSettings settings) {
    return new Understood(
        "epochs",
        "%d, in mini-batches of %d rows".formatted(settings.epochs(), settings.batchSize()));
  }

  private static List<String> learning(TrainingSettings settings) {
    List<String> parts = new ArrayList<>();
    String optimizer = settings.text(Settings.OPTIMIZER);
    boolean takesSteps = settings.optimizer() instanceof StepOptimizer;
    parts.add(takesSteps ? optimizer + " " + settings.learningRate() : optimizer);
    if (isChosen(settings, Settings.SCHEDULE)) {
      parts.add(settings.text(Settings.SCHEDULE));
    }
    for (Setting<?> setting : OF_STEPS) {
      if (settings.obeyed().contains(setting) && isChosen(settings, setting)) {
        parts.add("%s %s".formatted(setting, settings.text(setting)));
      }
    }
    if (settings.shuffle()) {
      parts.add("shuffled");
    }
    return parts;
  }

  private static boolean isChosen(TrainingSettings settings, Setting<?> setting) {
    return !settings.get(setting).equals(setting.byDefault());
  }

  private static List<String> ending(TrainingSettings settings, DataProvenance data) {
    List<String> parts = new ArrayList<>();
    if (data.validationRows() > 0) {
      parts.add(
          data.validationFraction() == 0
              ? "%d rows to validate".formatted(data.validationRows())
              : "%s %% to validate".formatted(percent(data.validationFraction())));
      if (isChosen(settings, Settings.MONITOR)) {
        parts.add("by %s".formatted(settings.text(Settings.MONITOR)));
      }
      if (settings.get(Settings.PATIENCE) > 0) {
        parts.add("patience %d".formatted(settings.get(Settings.PATIENCE)));
      }
      if (!settings.get(Settings.KEEP_BEST)) {
        parts.add("the last epoch is kept");
      }
    }
    if (settings.get(Settings.MAX_SECONDS) > 0) {
      parts.add("at most %d s".formatted(settings.get(Settings.MAX_SECONDS)));
    }
    return parts;
  }

  /** A share in hundredths, with all its digits and no others. */
  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
