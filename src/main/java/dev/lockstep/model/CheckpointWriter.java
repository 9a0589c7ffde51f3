package dev.lockstep.model;

import dev.lockstep.train.TrainingListener;
import dev.lockstep.train.TrainingSettings;
import dev.lockstep.train.TrainingState;

/**
 * Writes a checkpoint after every so many epochs, and after the last, from which more can be
 * trained.
 *
 * @param folder gets them
 * @param every the number of epochs from one to the next; 0 for no checkpoint at all
 * @param settings what the run was asked to do
 * @param data what it learns from
 */
public record CheckpointWriter(
    CheckpointFolder folder, int every, TrainingSettings settings, DataSource data)
    implements TrainingListener {
  @Override
  public void stateReached(TrainingState state) {
    if (every > 0 && (state.epoch() % every == 0 || state.epoch() == settings.epochs())) {
      folder.write(new Checkpoint(state, settings, data));
    }
  }
}
