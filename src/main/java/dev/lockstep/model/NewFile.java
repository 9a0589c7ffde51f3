package dev.lockstep.model;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a file that is not there yet. */
public final class NewFile {
  private NewFile() {}

  /**
   * Writes a file and closes it, so that the file system has all of it.
   *
   * @param files where
   * @param path the file; its folder is made where it is missing
   * @param contents what to write
   * @throws IOException if the file system fails, or the file is there already
   */
  public static void write(FileSystem files, Path path, TrainedModel.Contents contents)
      throws IOException {
    try (OutputStream out = files.create(path, false)) {
      contents.writeTo(out);
    } catch (FSError e) {
      // What Hadoop makes of a full local disk.
      throw new IOException(NotWrittenException.reason(e), e);
    }
  }

  /**
   * Renames a file or folder.
   *
   * @param files where
   * @param from its path
   * @param to its new path, at which there is nothing
   * @throws IOException if the file system fails or refuses
   */
  public static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename %s to %s".formatted(from, to));
    }
  }
}
