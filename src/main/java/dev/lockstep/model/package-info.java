/**
 * Trained models and checkpoints as files. In reading order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.model.TrainedModel}: what remains of a training, read and written;
 *       {@code ModelJson} is the schema of {@code model.json}, {@code ParameterArrays} the arrays
 *       of {@code model.npz}; {@link dev.lockstep.model.ModelFolder} finds both on any file system
 *   <li>{@link dev.lockstep.model.Provenance}: where a model comes from, of settings, {@link
 *       dev.lockstep.model.DataProvenance} and {@link dev.lockstep.model.Environment}; {@code
 *       FormatVersion}: which files are read
 *   <li>{@link dev.lockstep.model.Checkpoint}: a training between two steps, its file, and what a
 *       resumed run may change; {@link dev.lockstep.model.CheckpointFolder} keeps the last two,
 *       {@link dev.lockstep.model.CheckpointWriter} says when one is due
 * </ul>
 */
package dev.lockstep.model;
