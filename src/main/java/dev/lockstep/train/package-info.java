/**
 * The training loop: settings in, parameters and history out. {@link dev.lockstep.train.Trainer}
 * prepares it, {@link dev.lockstep.train.TrainingLoop} takes epochs, {@link
 * dev.lockstep.train.WarmStart} has the weights of another network to begin with, {@link
 * dev.lockstep.train.TrainingState} is where it stands, {@link dev.lockstep.train.Watch} finds the
 * {@link dev.lockstep.train.Best} epoch and the {@link dev.lockstep.train.Ending}, {@link
 * dev.lockstep.train.TrainingListener} is told, {@link dev.lockstep.train.TrainingRun} is the
 * result.
 */
package dev.lockstep.train;
