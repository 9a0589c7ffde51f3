package dev.lockstep.rows.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows out of CSV: takes the parser's fields as they come, and makes no object of a number. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Boolean> implements RowParser {
  private final CsvLayout layout;
  private final int[] roles;
  private final CsvFeed feed;
  private final Iterator<Boolean> records;
  private final double[] row;
  private final boolean isLabelled;

  /** The cells of the header, while it is awaited; then null. */
  private List<String> header;

  private RowSink sink;
  private long line;
  private int cells;
  private boolean isBlank;
  private String label;
  private String fault;
  private String faultColumn;

  CsvRows(Lines lines, CsvLayout layout, boolean startsWithHeader) {
    this.layout = layout;
    roles = layout.roles();
    row = new double[layout.width()];
    isLabelled = layout.isLabelled();
    header = startsWithHeader ? new ArrayList<>() : null;
    feed = new CsvFeed(lines, layout.delimiter());
    records = CsvRecords.parse(feed, layout.delimiter(), this);
  }

  @Override
  public boolean next(RowSink into) {
    sink = into;
    if (!records.hasNext()) {
      return false;
    }
    records.next();
    return true;
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    cells = 0;
    isBlank = true;
    label = null;
    fault = null;
  }

  @Override
  protected void handleField(int cell, char[] text, int from, int length, boolean quoted) {
    cells = cell + 1;
    isBlank &= cell == 0 && length == 0 && !quoted;
    if (header != null) {
      header.add(Utf8.shown(text, from, length));
    } else if (cell < roles.length && roles[cell] != CsvLayout.IGNORED && fault == null) {
      if (roles[cell] == CsvLayout.LABEL) {
        readLabel(cell, text, from, length);
      } else {
        readNumber(cell, text, from, length);
      }
    }
  }

  private void readNumber(int cell, char[] text, int from, int length) {
    double number = DecimalNumber.parse(text, from, length);
    if (Double.isNaN(number)) {
      String shown = Utf8.shown(text, from, length);
      refuse(cell, shown.isEmpty() ? "is empty" : "'%s' is not a finite number".formatted(shown));
    }
    row[roles[cell]] = number;
  }

  private void readLabel(int cell, char[] text, int from, int length) {
    label = Utf8.text(text, from, length);
    if (label == null) {
      refuse(cell, "'%s' is not UTF-8".formatted(Utf8.shown(text, from, length)));
    } else if (label.isEmpty()) {
      refuse(cell, "is empty");
    }
  }

  private void refuse(int cell, String text) {
    fault = text;
    faultColumn = layout.names().get(cell);
  }

  @Override
  protected RecordWrapper<Boolean> buildRecord() {
    if (isBlank) {
      endBlank();
    } else if (header != null) {
      endHeader();
    } else if (cells != roles.length) {
      sink.reject(
          Fault.ofRow(line, "the row has %s, not %d".formatted(cells(cells), roles.length)));
    } else if (fault != null) {
      sink.reject(Fault.ofValue(line, faultColumn, fault));
    } else {
      sink.addDense(row, isLabelled ? label : null);
    }
    return wrapRecord(true);
  }

  /** An empty line is no row, unless it stands for a bad one. */
  private void endBlank() {
    if (header != null) {
      header.clear();
    }
    Fault bad = feed.takeFault(line);
    if (bad != null) {
      sink.reject(header == null ? bad : Fault.ofFile(line, "in the header, " + bad.text()));
    }
  }

  private void endHeader() {
    List<String> expected = layout.names().stream().map(Fault::shown).toList();
    if (!header.equals(expected)) {
      sink.reject(
          Fault.ofFile(
              line,
              "its first row is not the header of the first file (%s, not %s). Begin every file with the same header, or none"
                  .formatted(ColumnList.shown(header), ColumnList.shown(expected))));
    }
    header = null;
  }

  private static String cells(int count) {
    return count == 1 ? "1 cell" : count + " cells";
  }
}
