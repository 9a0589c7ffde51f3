package dev.lockstep.pack;

import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.RowValues;
import java.util.ArrayList;
import java.util.List;

/** Rows in memory as a reader holds them: numbers, or bytes where all of them are. */
public record HeldRows(List<LabeledVector> rows, boolean areBytes) implements RowValues {
  private static final long serialVersionUID = 1L;

  /** The rows in groups. */
  public static List<RowBlock> groups(List<LabeledVector> rows, int size, boolean areBytes) {
    List<RowBlock> groups = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      List<LabeledVector> some = rows.subList(from, Math.min(from + size, rows.size()));
      HeldRows held = new HeldRows(new ArrayList<>(some), areBytes);
      groups.add(new RowBlock(from, some.size(), some.get(0).features().size(), held, 0));
    }
    return groups;
  }

  @Override
  public void read(int from, int count, double[] x, int start) {
    int at = start;
    for (LabeledVector row : rows.subList(from, from + count)) {
      for (double number : row.features().toArray()) {
        x[at++] = number;
      }
    }
  }

  @Override
  public void readBytes(int from, int count, byte[] bytes, int start) {
    int at = start;
    for (LabeledVector row : rows.subList(from, from + count)) {
      for (double number : row.features().toArray()) {
        bytes[at++] = (byte) (int) number;
      }
    }
  }

  @Override
  public String label(int row) {
    return rows.get(row).label();
  }
}
