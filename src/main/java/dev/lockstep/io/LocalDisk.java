package dev.lockstep.io;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk, where a new file has the permissions of the process's umask. Hadoop's own class
 * sets them a second time, by a {@code chmod} process for every file: 10 ms an epoch for the
 * checkpoint.
 */
final class LocalDisk extends RawLocalFileSystem {
  private static final String IMPLEMENTATION = "fs.file.impl";

  /** A copy of the settings in which this class is the local disk, unless they name another. */
  static Configuration in(Configuration hadoop) {
    Configuration settings = new Configuration(hadoop);
    if (settings.get(IMPLEMENTATION) == null) {
      settings.setClass(IMPLEMENTATION, LocalDisk.class, RawLocalFileSystem.class);
    }
    return settings;
  }

  @Override
  public void setPermission(Path path, FsPermission permission) {
    // The umask has been applied.
  }
}
