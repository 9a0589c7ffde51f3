package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import java.util.zip.CRC32C;

/**
 * The items of a checked file from one on, read forward; every group that has been read to its end
 * is known to be the one that was checked. What stands in the first group before the first item is
 * read for that, and what stands in the last one behind the last item by {@link #finishGroup}.
 */
final class CheckedItems implements AutoCloseable {
  private final IdxFile file;
  private final GroupChecksums checksums;
  private final long items;
  private final int itemSize;
  private final CRC32C checksum = new CRC32C();
  private long item;

  CheckedItems(IdxFile file, GroupChecksums checksums, long first) {
    this.file = file;
    this.checksums = checksums;
    items = file.header().items();
    itemSize = file.header().itemSize();
    item = first - first % GroupChecksums.ITEMS;
    file.skipTo(item);
    byte[] before = new byte[itemSize];
    while (item < first) {
      read(before);
    }
  }

  /** The bytes of one item. */
  int itemSize() {
    return itemSize;
  }

  /**
   * Reads the next items.
   *
   * @param next as long as one item or several
   * @throws InvalidInputException if the file ends before, or was seen to be another
   */
  void read(byte[] next) {
    file.readItem(next);
    for (int at = 0; at < next.length; at += itemSize) {
      checksum.update(next, at, itemSize);
      item++;
      if (item % GroupChecksums.ITEMS == 0 || item == items) {
        check((item - 1) / GroupChecksums.ITEMS);
      }
    }
  }

  private void check(long group) {
    if (!checksums.agree(group, checksum)) {
      throw file.changed();
    }
    checksum.reset();
  }

  /** Reads on to the end of the group that is begun, if one is. */
  void finishGroup() {
    byte[] behind = new byte[itemSize];
    while (item % GroupChecksums.ITEMS != 0 && item < items) {
      read(behind);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
