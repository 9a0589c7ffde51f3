package dev.lockstep.model;

import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.train.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A training between two epochs or steps, and what it was begun with.
 *
 * @param state where it stands
 * @param settings what it was asked to do
 * @param data what it learns from
 */
public record Checkpoint(TrainingState state, TrainingSettings settings, DataProvenance data) {
  /**
   * Checks that training can go on to the same bits as if it had never stopped. Settings that
   * change no bit and Spark's master may differ.
   *
   * @param now the settings to go on with
   * @param source the data to go on with
   * @throws InvalidInputException with the list of what differs, or if it has begun more epochs
   *     than it is to have
   */
  public void requireFits(TrainingSettings now, DataProvenance source) {
    List<String> differences = new ArrayList<>(settings.differencesTo(now));
    addData(differences, source);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "Cannot resume: data or settings differ from those of the run: %s. Give the original ones, or start over with --overwrite."
              .formatted(String.join("; ", differences)));
    }
    if (now.epochs() < state.epochsBegun()) {
      throw new InvalidInputException(
          "Cannot resume: %d epochs have been %s, --epochs asks for %d. Ask for as many or more."
              .formatted(state.epochsBegun(), state.step() == 0 ? "done" : "begun", now.epochs()));
    }
  }

  private void addData(List<String> differences, DataProvenance source) {
    TreeSet<String> files = new TreeSet<>(data.sha256().keySet());
    files.addAll(source.sha256().keySet());
    for (String file : files) {
      String before = data.sha256().get(file);
      if (!Objects.equals(before, source.sha256().get(file))) {
        differences.add("the data file %s has other contents".formatted(file));
      }
    }
    add(differences, "training rows", data.trainRows(), source.trainRows());
    add(differences, "test rows", data.testRows(), source.testRows());
    add(differences, "features", data.features(), source.features());
    Preparation before = data.preparation();
    Preparation now = source.preparation();
    add(differences, "--scale", before.scale(), now.scale());
    add(differences, "--test-fraction", before.testFraction(), now.testFraction());
    add(differences, "skipped rows", before.skipped(), now.skipped());
    add(differences, "--label", before.columns().label(), now.columns().label());
    if (!before.columns().features().equals(now.columns().features())) {
      differences.add("--features differ");
    }
  }

  private static void add(List<String> differences, String name, Object before, Object now) {
    if (!before.equals(now)) {
      differences.add("%s was %s and is %s".formatted(name, before, now));
    }
  }
}
