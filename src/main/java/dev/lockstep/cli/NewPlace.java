package dev.lockstep.cli;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.hadoop.fs.Path;

/** Where a command writes when it is not told where. */
final class NewPlace {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  private NewPlace() {}

  /**
   * A folder in {@code runs/}, called after the time.
   *
   * @param suffix what follows the time
   */
  static Path inRuns(String suffix) {
    return new Path("runs", LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + suffix);
  }
}
