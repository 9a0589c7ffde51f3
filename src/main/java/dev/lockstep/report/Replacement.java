package dev.lockstep.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Swaps the files of a result in a folder for others by renaming; what else lies in the folder
 * stays. The marker goes first and comes last: while it is there, the result is whole.
 */
final class Replacement {
  private final FileSystem files;
  private final Path folder;
  private final Path stage;
  private final Path replaced;
  private final Renames renames;

  /**
   * Prepares to swap.
   *
   * @param files where
   * @param folder holds the old files
   * @param stage holds the new ones
   * @param replaced gets the old ones; not there yet
   */
  Replacement(FileSystem files, Path folder, Path stage, Path replaced) {
    this.files = files;
    this.folder = folder;
    this.stage = stage;
    this.replaced = replaced;
    this.renames = new Renames(files);
  }

  /**
   * Swaps, and removes the old files.
   *
   * @param marker the name of the file by which a result is known to be there
   * @param owned which other names of the folder are the result's
   * @throws IOException if the file system fails; then all is as it was, or will be when the next
   *     command has looked at the folder
   */
  void run(String marker, Predicate<String> owned) throws IOException {
    try {
      List<String> old = markerLast(files, folder, marker, owned);
      Collections.reverse(old);
      if (!old.isEmpty()) {
        files.mkdirs(replaced);
      }
      for (String name : old) {
        renames.move(new Path(folder, name), new Path(replaced, name));
      }
      for (String name : markerLast(files, stage, marker, owned)) {
        renames.move(new Path(stage, name), new Path(folder, name));
      }
    } catch (IOException e) {
      undo(e);
      throw e;
    }
    files.delete(stage, true);
    files.delete(replaced, true);
  }

  private void undo(IOException reason) {
    try {
      renames.undo();
      files.delete(replaced, true);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** The owned names in a folder, the marker at the end if it is there. */
  static List<String> markerLast(
      FileSystem files, Path place, String marker, Predicate<String> owned) throws IOException {
    return Arrays.stream(files.listStatus(place))
        .map(file -> file.getPath().getName())
        .filter(owned.or(marker::equals))
        .sorted(Comparator.comparing(marker::equals))
        .collect(Collectors.toList());
  }
}
