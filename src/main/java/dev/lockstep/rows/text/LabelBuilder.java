package dev.lockstep.rows.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the labels of blocks, of which each is kept once in a piece. */
final class LabelBuilder {
  private static final char NONE = Character.MAX_VALUE;

  private final Map<String, Known> all = new HashMap<>();
  private final List<Known> inBlock = new ArrayList<>();
  private final char[] codes;
  private int rows;

  /** A label of the piece, and its index in the block if it has turned up there. */
  private static final class Known {
    private final String name;
    private char code = NONE;

    Known(String name) {
      this.name = name;
    }
  }

  /**
   * Before the first row.
   *
   * @param mostRows in a block, fewer than 2^16
   */
  LabelBuilder(int mostRows) {
    codes = new char[mostRows];
  }

  /** Adds the label of the next row. */
  void add(String name) {
    Known label = all.computeIfAbsent(name, Known::new);
    if (label.code == NONE) {
      label.code = (char) inBlock.size();
      inBlock.add(label);
    }
    codes[rows++] = label.code;
  }

  /** How many there are in the piece. */
  int distinct() {
    return all.size();
  }

  /** Takes the labels of a block out; null if there are none. */
  Labels build() {
    if (rows == 0) {
      return null;
    }
    Labels labels =
        new Labels(
            inBlock.stream().map(label -> label.name).toArray(String[]::new),
            Arrays.copyOf(codes, rows));
    inBlock.forEach(label -> label.code = NONE);
    inBlock.clear();
    rows = 0;
    return labels;
  }
}
