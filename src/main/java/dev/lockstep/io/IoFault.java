package dev.lockstep.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.security.AccessControlException;

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
      return fault(path, "permission denied. Give this user the right to read it", e);
    }
    if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
      return fault(
          path,
          "no such file %s. Every machine of a cluster reads it at the same path"
              .formatted(TaskHost.suffix().isEmpty() ? "here" : "there"),
          e);
    }
    return fault(path, reason, e);
  }

  private static InvalidInputException fault(String path, String reason, IOException e) {
    return new InvalidInputException(
        "Cannot read %s%s: %s.".formatted(path, TaskHost.suffix(), reason), e);
  }
}
