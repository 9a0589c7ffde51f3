/**
 * The training loop: settings in, parameters and history out. {@link dev.lockstep.train.Trainer}
 * prepares it, {@link dev.lockstep.train.TrainingLoop} takes epochs, {@link
 * dev.lockstep.train.TrainingState} is where it stands, {@link dev.lockstep.train.TrainingListener}
 * is told, {@link dev.lockstep.train.TrainingRun} is the result. A {@link
 * dev.lockstep.train.WarmStart} has the weights of another network to begin with.
 */
package dev.lockstep.train;
