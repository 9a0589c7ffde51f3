package dev.lockstep.io;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.io.function.IOConsumer;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes files that do not exist yet. */
public final class NewFile {
  private NewFile() {}

  /**
   * Writes a file and closes it, so that the file system has all of it.
   *
   * @param path the file; its folder is created where it is missing
   * @throws IOException if the file system fails, or the file exists
   */
  public static void write(FileSystem files, Path path, IOConsumer<OutputStream> contents)
      throws IOException {
    try (OutputStream out = files.create(path, false)) {
      contents.accept(out);
    } catch (FSError e) {
      // Hadoop throws this error when a local disk is full.
      throw new IOException(NotWrittenException.reason(e), e);
    }
  }

  /**
   * Renames a file or folder.
   *
   * @param to its new path, at which there is nothing
   * @throws IOException if the file system fails or refuses
   */
  public static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename %s to %s".formatted(from, to));
    }
  }
}
