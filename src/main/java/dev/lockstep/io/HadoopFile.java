package dev.lockstep.io;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file on any file system that Hadoop reads. */
public record HadoopFile(FileSystem files, Path path) implements SeekableFile {
  @Override
  public String name() {
    return MessageText.path(path.toString());
  }

  @Override
  public long length() throws IOException {
    return files.getFileStatus(path).getLen();
  }

  @Override
  public InputStream open(long from) throws IOException {
    FSDataInputStream in = files.open(path);
    try {
      in.seek(from);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
