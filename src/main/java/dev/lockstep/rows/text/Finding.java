package dev.lockstep.rows.text;

import dev.lockstep.rows.ColumnSlices;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** What a task has found out about a table. */
sealed interface Finding extends Serializable {
  /**
   * The fingerprint of a file that is read in several pieces.
   *
   * @param path of the file
   * @param sha256 of its bytes, in hexadecimal
   */
  record Digest(String path, String sha256) implements Finding {
    private static final long serialVersionUID = 1L;
  }

  /** What the columns of a partition come to. */
  final class OfColumns implements Finding {
    private static final long serialVersionUID = 1L;

    private final int width;
    private final ColumnSlices slices;
    private transient double[] numbers = {};

    OfColumns(ColumnSlices.Subject subject) {
      width = subject.features();
      slices = new ColumnSlices(subject);
    }

    /** Takes the next block, whose rows have the width of the subject. */
    void add(ParsedRows block) {
      int length = block.rows() * width;
      numbers = numbers.length < length ? new double[length] : numbers;
      block.values().withWidth(width).read(0, block.rows(), numbers, 0);
      slices.addRows(numbers, block.rows(), block.first());
    }

    ColumnSlices slices() {
      return slices;
    }
  }

  /** What is in a piece. */
  final class OfPiece implements Finding {
    private static final long serialVersionUID = 1L;

    private final int piece;
    private long rows;
    private long groups;
    private int leastWidth;
    private ParsedRows.Account account;
    private final HashMap<String, Long> labels = new HashMap<>();

    OfPiece(int piece) {
      this.piece = piece;
    }

    /** Takes the next block of the piece. */
    void add(ParsedRows block) {
      account = block.account();
      rows += block.rows();
      if (block.rows() > 0) {
        groups++;
        leastWidth = Math.max(leastWidth, block.values().leastWidth());
        if (block.values().areLabelled()) {
          block
              .values()
              .labels()
              .forEachFirst((name, row) -> labels.putIfAbsent(name, block.first() + row));
        }
      }
    }

    int piece() {
      return piece;
    }

    long rows() {
      return rows;
    }

    long groups() {
      return groups;
    }

    int leastWidth() {
      return leastWidth;
    }

    ParsedRows.Account account() {
      return account;
    }

    /** Each label with its first row in the piece. */
    Map<String, Long> labels() {
      return labels;
    }
  }
}
