package dev.lockstep.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lockstep.StoppingFileSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written on the local disk has the umask's permissions, without a process for it. */
final class LocalDiskTest {
  @TempDir private Path folder;

  @Test
  void filesAndFoldersHaveThePermissionsOfTheProcess() throws IOException {
    Files.createFile(folder.resolve("a"));
    Files.createDirectory(folder.resolve("b"));
    try (FileSystem disk =
            FileSystem.newInstance(folder.toUri(), LocalDisk.in(new Configuration()));
        OutputStream out = disk.create(new org.apache.hadoop.fs.Path(folder + "/c/d"))) {
      assertInstanceOf(LocalDisk.class, disk);
      out.write(1);
    }
    assertEquals(
        Files.getPosixFilePermissions(folder.resolve("a")),
        Files.getPosixFilePermissions(folder.resolve("c/d")));
    assertEquals(
        Files.getPosixFilePermissions(folder.resolve("b")),
        Files.getPosixFilePermissions(folder.resolve("c")));
  }

  @Test
  void anImplementationThatTheUserNamesStays() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.file.impl", StoppingFileSystem.class, FileSystem.class);
    assertEquals(StoppingFileSystem.class.getName(), LocalDisk.in(hadoop).get("fs.file.impl"));
  }
}
