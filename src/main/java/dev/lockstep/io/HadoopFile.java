package dev.lockstep.io;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file on any file system that Hadoop reads. */
public record HadoopFile(FileSystem files, Path path) implements NamedFile {
  @Override
  public String name() {
    return MessageText.path(path);
  }

  @Override
  public long length() throws IOException {
    return files.getFileStatus(path).getLen();
  }

  @Override
  public InputStream open() throws IOException {
    return files.open(path);
  }
}
