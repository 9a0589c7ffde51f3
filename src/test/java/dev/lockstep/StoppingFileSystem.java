package dev.lockstep;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system up to one chosen moment, at which its disk is full or it stops for good,
 * for a test to kill the process: {@code stopping:/folder}.
 */
public final class StoppingFileSystem extends RawLocalFileSystem {
  /** {@code write} or {@code rename}, a colon, and a regular expression of the path. */
  public static final String AT = "lockstep.test.at";

  /** {@code fail}, {@code full} (a device that is) or a file to make before stopping for good. */
  public static final String THEN = "lockstep.test.then";

  private static final int WRITTEN_BEFORE = 100;

  private boolean stopped;

  /** Settings with this file system. */
  public static Configuration failing(String at, String then) {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.stopping.impl", StoppingFileSystem.class, FileSystem.class);
    hadoop.set(AT, at);
    hadoop.set(THEN, then);
    return hadoop;
  }

  /** Does something while Spark's settings are that the disk is full at a moment. */
  public static <T> T whileFull(String at, Supplier<T> action) {
    Map<String, String> settings =
        Map.of(
            "spark.hadoop.fs.stopping.impl",
            StoppingFileSystem.class.getName(),
            "spark.hadoop." + AT,
            at,
            "spark.hadoop." + THEN,
            "fail");
    settings.forEach(System::setProperty);
    try {
      return action.get();
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  @Override
  public URI getUri() {
    return URI.create("stopping:///");
  }

  private boolean isMoment(String action, Path path) {
    String[] moment = getConf().get(AT).split(":", 2);
    return moment[0].equals(action) && path.toUri().getPath().matches(moment[1]);
  }

  private void stop() throws IOException {
    switch (getConf().get(THEN)) {
      case "fail" -> throw new IOException("No space left on device");
      default -> {
        Files.createFile(java.nio.file.Path.of(getConf().get(THEN)));
        while (true) {
          LockSupport.park();
        }
      }
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (!stopped && isMoment("rename", to)) {
      stopped = true;
      stop();
    }
    return super.rename(from, to);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    if (!isMoment("write", file)) {
      return out;
    }
    if (getConf().get(THEN).equals("full")) {
      out.close();
      Path device = new Path("/dev/full");
      return super.create(device, true, bufferSize, replication, blockSize, progress);
    }
    return new FSDataOutputStream(new Cut(out), null);
  }

  /** Lets a few bytes through. */
  private final class Cut extends FilterOutputStream {
    private int written;

    Cut(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      if (written == WRITTEN_BEFORE) {
        out.flush();
        stop();
      }
      written++;
      out.write(b);
    }
  }
}
