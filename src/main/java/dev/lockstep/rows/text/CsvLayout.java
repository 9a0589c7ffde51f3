package dev.lockstep.rows.text;

import dev.lockstep.io.MessageText;
import dev.lockstep.scale.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the cells of a CSV row are, and how rows are made of them.
 *
 * @param delimiter stands between them
 * @param hasHeader whether the first row of every file names the columns
 * @param names of all columns; their numbers from 1 where there is no header
 * @param label the column of the class, from 0; -1 for none
 * @param features the columns of x, in its order
 */
record CsvLayout(
    char delimiter, boolean hasHeader, List<String> names, int label, List<Integer> features)
    implements TextFormat.Layout {
  private static final long serialVersionUID = 1L;

  @Override
  public TextFormat.Parser parser(boolean isStart) {
    return new Rows(this, isStart && hasHeader);
  }

  @Override
  public Columns columns() {
    return new Columns(
        label < 0 ? "" : names.get(label), features.stream().map(names::get).toList());
  }

  @Override
  public List<String> ignored() {
    Set<Integer> used = new HashSet<>(features);
    return IntStream.range(0, names.size())
        .filter(column -> column != label && !used.contains(column))
        .mapToObj(column -> MessageText.oneLine(names.get(column)))
        .toList();
  }

  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public int width() {
    return features.size();
  }

  /** Rows out of lines of CSV; makes no object of a number. */
  private static final class Rows implements TextFormat.Parser {
    private static final int LABEL = -1;
    private static final int IGNORED = -2;

    private final CsvLayout layout;

    /** Of each column: which feature it is, {@link #LABEL} or {@link #IGNORED}. */
    private final int[] roles;

    private final CsvCells cells;
    private final double[] row;
    private boolean awaitsHeader;
    private String label;
    private String fault;

    Rows(CsvLayout layout, boolean awaitsHeader) {
      this.layout = layout;
      this.awaitsHeader = awaitsHeader;
      roles = new int[layout.names.size()];
      Arrays.fill(roles, IGNORED);
      for (int feature = 0; feature < layout.features.size(); feature++) {
        roles[layout.features.get(feature)] = feature;
      }
      if (layout.label >= 0) {
        roles[layout.label] = LABEL;
      }
      cells = new CsvCells(layout.delimiter);
      row = new double[layout.width()];
    }

    @Override
    public void parse(Lines line, RowBuilder rows) {
      if (!cells.begin(line)) {
        return;
      }
      if (awaitsHeader) {
        readHeader(line.number(), rows);
      } else {
        readRow(line.number(), rows);
      }
    }

    private void readRow(long line, RowBuilder rows) {
      label = null;
      fault = null;
      int count = 0;
      int faultColumn = 0;
      while (cells.next()) {
        if (count < roles.length && roles[count] != IGNORED && fault == null) {
          if (roles[count] == LABEL) {
            readLabel();
          } else {
            readNumber(roles[count]);
          }
          faultColumn = count;
        }
        count++;
      }
      if (cells.fault() != null) {
        rows.reject(Fault.ofRow(line, cells.fault()));
      } else if (count != roles.length) {
        String found = count == 1 ? "1 cell" : count + " cells";
        rows.reject(Fault.ofRow(line, "the row has %s, not %d".formatted(found, roles.length)));
      } else if (fault != null) {
        rows.reject(Fault.ofValue(line, layout.names.get(faultColumn), fault));
      } else {
        rows.addDense(row, label);
      }
    }

    private void readNumber(int feature) {
      double number = DecimalNumber.parse(cells.bytes(), cells.from(), cells.length());
      if (Double.isNaN(number)) {
        String shown = shown();
        fault = shown.isEmpty() ? "is empty" : "'%s' is not a finite number".formatted(shown);
      }
      row[feature] = number;
    }

    private void readLabel() {
      label = Utf8.text(cells.bytes(), cells.from(), cells.length());
      if (label == null) {
        fault = "'%s' is not UTF-8".formatted(shown());
      } else if (label.isEmpty()) {
        fault = "is empty";
      }
    }

    private void readHeader(long line, RowBuilder rows) {
      List<String> header = new ArrayList<>();
      while (cells.next()) {
        header.add(shown());
      }
      List<String> expected = layout.names.stream().map(MessageText::oneLine).toList();
      if (cells.fault() != null) {
        rows.reject(Fault.ofFile(line, "in the header, " + cells.fault()));
      } else if (!header.equals(expected)) {
        rows.reject(
            Fault.ofFile(
                line,
                "its first row is not the header of the first file (%s, not %s). Begin every file with the same header, or none"
                    .formatted(CsvHead.shown(header), CsvHead.shown(expected))));
      }
      awaitsHeader = false;
    }

    private String shown() {
      return Utf8.shown(cells.bytes(), cells.from(), cells.length());
    }
  }
}
