package dev.lockstep.rows.idx;

import dev.lockstep.rows.RowBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of every group of 512 items of a file, the last group being shorter. So a task that
 * reads a part of the file sees whether it has the driver's.
 */
final class GroupChecksums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Items in a group: those of a {@link RowBlock}, which is checked as it is read. */
  static final int ITEMS = RowBlock.ROWS;

  private final int[] checksums;

  private GroupChecksums(int[] checksums) {
    this.checksums = checksums;
  }

  /** Whether a group has this checksum. */
  boolean agree(long group, CRC32C checksum) {
    return group < checksums.length && checksums[(int) group] == (int) checksum.getValue();
  }

  /** Takes them from a file that is read piece by piece. */
  static final class Taker {
    private final long groupBytes;
    private final CRC32C checksum = new CRC32C();
    private int[] checksums = new int[16];
    private int groups;
    private long bytesInGroup;

    /**
     * For the data behind a header.
     *
     * @param header says how long an item is
     */
    Taker(IdxHeader header) {
      groupBytes = (long) ITEMS * header.itemSize();
    }

    /** Adds the next n bytes. */
    void add(byte[] bytes, int n) {
      int at = 0;
      while (at < n) {
        int length = (int) Math.min(n - at, groupBytes - bytesInGroup);
        checksum.update(bytes, at, length);
        bytesInGroup += length;
        at += length;
        if (bytesInGroup == groupBytes) {
          endGroup();
        }
      }
    }

    private void endGroup() {
      if (groups == checksums.length) {
        checksums = Arrays.copyOf(checksums, 2 * groups);
      }
      checksums[groups++] = (int) checksum.getValue();
      checksum.reset();
      bytesInGroup = 0;
    }

    /** Those of all that was added. */
    GroupChecksums take() {
      if (bytesInGroup > 0) {
        endGroup();
      }
      return new GroupChecksums(Arrays.copyOf(checksums, groups));
    }
  }
}
