package dev.lockstep.rows.idx;

import dev.lockstep.rows.RowBlock;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A contiguous range of the groups of one file, one in memory at a time. */
final class GroupReader implements Iterator<RowBlock>, AutoCloseable {
  private static final byte[] NONE = {};

  private final ImageFile source;
  private final CheckedItems images;
  private final Optional<CheckedItems> labels;
  private long row;
  private final long end;

  /**
   * Opens a file.
   *
   * @param from the first group
   * @param to the group after the last
   */
  GroupReader(ImageFile source, long from, long to, Configuration hadoop) {
    this.source = source;
    row = from * RowBlock.ROWS;
    end = Math.min(to * RowBlock.ROWS, source.rows());
    images = source.images().open(hadoop, row);
    labels = Optional.ofNullable(source.labels()).map(file -> file.open(hadoop, row));
  }

  @Override
  public boolean hasNext() {
    return row < end;
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int rows = (int) Math.min(RowBlock.ROWS, end - row);
    int features = images.itemSize();
    byte[] pixels = new byte[Math.multiplyExact(rows, features)];
    images.read(pixels);
    byte[] classes = labels.isPresent() ? new byte[rows] : NONE;
    labels.ifPresent(file -> file.read(classes));
    ImageRows values = new ImageRows(features, pixels, classes);
    RowBlock group = new RowBlock(source.firstRow() + row, rows, features, values, 0);
    row += rows;
    return group;
  }

  @Override
  public void close() {
    images.close();
    labels.ifPresent(CheckedItems::close);
  }
}
