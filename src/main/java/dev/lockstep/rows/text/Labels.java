package dev.lockstep.rows.text;

import java.io.Serializable;
import java.util.function.ObjIntConsumer;

/**
 * The labels of the rows of a block.
 *
 * @param names the distinct ones, in the order of their first rows
 * @param codes of each row the index of its label among the names
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Labels(String[] names, char[] codes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The label of a row. */
  String of(int row) {
    return names[codes[row]];
  }

  /** Tells each name with its first row. */
  void forEachFirst(ObjIntConsumer<String> then) {
    int seen = 0;
    for (int row = 0; seen < names.length; row++) {
      if (codes[row] == seen) {
        then.accept(names[seen++], row);
      }
    }
  }
}
