package dev.lockstep.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkEnv;

/** Tells a user why the file system does not give a file or folder. */
public final class IoFault {
  private IoFault() {}

  /**
   * One line for a failure of the file system.
   *
   * @param path what could not be read, as the user wrote it
   * @param e what the file system said
   * @return to be thrown
   */
  public static InvalidInputException of(String path, IOException e) {
    String reason = MessageText.firstLine(e);
    if (e instanceof AccessControlException
        || e instanceof AccessDeniedException
        || reason.contains("Permission denied")) {
      reason = "permission denied. Give this user the right to read it";
    } else if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
      reason =
          "no such file %s. Every machine of a cluster reads it at the same path"
              .formatted(host().isEmpty() ? "here" : "there");
    }
    return new InvalidInputException("Cannot read %s%s: %s.".formatted(path, host(), reason), e);
  }

  /**
   * The machine of a cluster on which a fault occurred, to be added to a path.
   *
   * @return {@code " on host NAME"} in an executor, as the cluster calls its host; nothing in the
   *     driver, whose machine is the user's
   */
  public static String host() {
    SparkEnv env = SparkEnv.get();
    return env == null || env.executorId().equals("driver")
        ? ""
        : " on host " + env.blockManager().blockManagerId().host();
  }
}
