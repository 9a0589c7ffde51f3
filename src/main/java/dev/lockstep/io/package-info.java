/**
 * Files and folders, whatever they hold. In reading order:
 *
 * <ul>
 *   <li>{@link dev.lockstep.io.InputFiles} finds {@link dev.lockstep.io.InputFile}s under a path,
 *       which {@link dev.lockstep.io.HadoopPaths} reads as users write it; {@link
 *       dev.lockstep.io.Gunzip}, {@link dev.lockstep.io.MistakenFormat}: how it is unpacked, and
 *       what people save in its place
 *   <li>{@link dev.lockstep.io.OutputFolder}: a folder that is complete or not there, of an {@link
 *       dev.lockstep.io.OutputKind}, with a {@link dev.lockstep.io.LiveFolder} for checkpoints;
 *       {@link dev.lockstep.io.NewFile} and {@code LocalDisk} write it
 *   <li>{@link dev.lockstep.io.Json}: records as the schema of JSON files; {@link
 *       dev.lockstep.io.NpzWriter}, {@link dev.lockstep.io.NpzReader}: numpy arrays in a zip file;
 *       {@link dev.lockstep.io.NamedFile}: what they read, with Hadoop ({@link
 *       dev.lockstep.io.HadoopFile}) or without
 *   <li>{@link dev.lockstep.io.InvalidInputException}, {@link dev.lockstep.io.IoFault}, {@link
 *       dev.lockstep.io.FileFault}, {@link dev.lockstep.io.NotWrittenException}, {@link
 *       dev.lockstep.io.MessageText}: what is wrong, in one line
 * </ul>
 */
package dev.lockstep.io;
