package dev.lockstep.config;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SigmoidCrossEntropy;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.SeveralLabels;
import java.util.Optional;
import java.util.Set;

/**
 * What the labels of a training set decide.
 *
 * @param task classes or numbers
 * @param head that of several labels, if there are such
 */
record TaskDecision(Task task, Optional<OutputLayer> head) {
  private static final OutputLayer OF_SEVERAL = new SigmoidCrossEntropy();
  private static final int MOST_SHOWN = 20;

  /**
   * Decides.
   *
   * @param settings their values
   * @param given names of those that are not left to their defaults
   * @param labels of the training set
   * @param areImages whether its rows are images
   */
  static TaskDecision of(
      SettingChecks.Lookup settings, Set<String> given, DatasetInfo labels, boolean areImages) {
    boolean areSeveral = !areImages && NumberLabels.haveSeveral(labels);
    Task task = settings.get(Settings.TASK);
    if (task == Task.AUTO) {
      boolean areClasses =
          given.contains(Settings.HEAD.name())
              || given.contains(Settings.CLASS_WEIGHT.name())
              || areImages
              || (areSeveral
                  ? SeveralLabels.areIn(labels)
                  : Classes.areLikely(labels.labels().keySet(), labels.rows()));
      task = areClasses && !given.contains(Settings.LOSS.name()) ? Task.CLASSIFY : Task.REGRESS;
    }
    if (!areSeveral || task == Task.REGRESS) {
      return new TaskDecision(task, Optional.empty());
    }
    requireHeadOfSeveral(settings, given, labels);
    return new TaskDecision(task, Optional.of(OF_SEVERAL));
  }

  private static void requireHeadOfSeveral(
      SettingChecks.Lookup settings, Set<String> given, DatasetInfo labels) {
    String several = MessageText.list(NumberLabels.namesOf(labels), MOST_SHOWN);
    if (given.contains(Settings.CLASS_WEIGHT.name())) {
      throw new InvalidInputException(
          Settings.CLASS_WEIGHT.name(),
          "is for one label of a row, and there are several: %s. Leave it out.".formatted(several));
    }
    OutputLayer head = settings.get(Settings.HEAD);
    if (given.contains(Settings.HEAD.name()) && !head.equals(OF_SEVERAL)) {
      throw new InvalidInputException(
          Settings.HEAD.name(),
          "is %s, which tells one label of a row, and there are several: %s. Take --head %s."
              .formatted(head.label(), several, OF_SEVERAL.label()));
    }
  }
}
