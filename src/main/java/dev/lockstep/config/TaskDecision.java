package dev.lockstep.config;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.loss.SigmoidCrossEntropy;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.SeveralLabels;

/** What the labels of a training set decide: the task, and the head of several labels. */
final class TaskDecision {
  private static final OutputLayer OF_SEVERAL = new SigmoidCrossEntropy();

  private static final int MOST_SHOWN = 20;

  private TaskDecision() {}

  /** Settings whose task is decided: {@link TrainingSettings#decided}. */
  static TrainingSettings of(TrainingSettings asked, DatasetInfo labels, boolean areImages) {
    boolean areSeveral = !areImages && NumberLabels.haveSeveral(labels);
    TrainingSettings decided = asked;
    if (asked.get(Settings.TASK) == Task.AUTO) {
      boolean areClasses =
          asked.isGiven(Settings.HEAD)
              || asked.isGiven(Settings.CLASS_WEIGHT)
              || areImages
              || (areSeveral
                  ? SeveralLabels.areIn(labels)
                  : Classes.areLikely(labels.labels().keySet(), labels.rows()));
      boolean areLearned = areClasses && !asked.isGiven(Settings.LOSS);
      decided = asked.with(Settings.TASK, areLearned ? Task.CLASSIFY : Task.REGRESS);
    }
    return areSeveral && decided.get(Settings.TASK) == Task.CLASSIFY
        ? withHeadOfSeveral(decided, labels)
        : decided;
  }

  private static TrainingSettings withHeadOfSeveral(TrainingSettings settings, DatasetInfo labels) {
    String several = MessageText.list(NumberLabels.namesOf(labels), MOST_SHOWN);
    if (settings.isGiven(Settings.CLASS_WEIGHT)) {
      throw new InvalidInputException(
          Settings.CLASS_WEIGHT.name(),
          "is for one label of a row, and there are several: %s. Leave it out.".formatted(several));
    }
    if (settings.isGiven(Settings.HEAD) && !settings.get(Settings.HEAD).equals(OF_SEVERAL)) {
      throw new InvalidInputException(
          Settings.HEAD.name(),
          "is %s, which tells one label of a row, and there are several: %s. Take --head %s."
              .formatted(settings.text(Settings.HEAD), several, OF_SEVERAL.label()));
    }
    return settings.with(Settings.HEAD, OF_SEVERAL);
  }
}
