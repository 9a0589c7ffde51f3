/**
 * The command line: {@code train}, {@code evaluate} and {@code predict}. Read in this order:
 *
 * <ol>
 *   <li>{@link dev.lockstep.cli.Commands} finds the command that is meant and runs it in a {@link
 *       dev.lockstep.cli.CommandContext}. A {@link dev.lockstep.cli.Command} lists its options,
 *       which are {@link dev.lockstep.option.Setting}s, and finds their values in its {@link
 *       dev.lockstep.cli.Arguments}; a {@link dev.lockstep.cli.ConfigFile} may give some of them.
 *   <li>{@link dev.lockstep.cli.TrainCommand} checks options and files while Spark starts ({@link
 *       dev.lockstep.cli.StartingSpark}), opens by {@link dev.lockstep.cli.DataOptions} the {@link
 *       dev.lockstep.cli.TrainingData} and the file of weights by {@code ClassWeightFile}, reads
 *       them and hands them to a {@link dev.lockstep.cli.TrainingJob}, which shows {@link
 *       dev.lockstep.cli.Progress}.
 *   <li>{@link dev.lockstep.cli.EvaluateCommand} and {@link dev.lockstep.cli.PredictCommand} use a
 *       {@link dev.lockstep.cli.LoadedModel} on the rows that {@link dev.lockstep.cli.DataOptions}
 *       finds.
 *   <li>All announce what the input was taken for; {@link dev.lockstep.cli.Room} tells whether the
 *       network fits into memory.
 *   <li>{@link dev.lockstep.cli.ErrorReport} turns what they throw into a line and an exit code.
 * </ol>
 */
package dev.lockstep.cli;
