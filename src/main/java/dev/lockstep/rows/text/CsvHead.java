package dev.lockstep.rows.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.RecordWrapper;
import dev.lockstep.io.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The first rows of the first file that has any, empty lines and bad ones aside: what the driver
 * tells the columns by.
 *
 * @param file what messages call the file
 * @param line where the first row stands
 * @param rows their cells; at least one row
 */
record CsvHead(String file, long line, List<List<String>> rows) {
  /** How many rows are looked at. */
  static final int ROWS = 1001;

  /** How many cells of wide rows are looked at, at most; but for the first rows. */
  private static final int CELLS = 1 << 20;

  private static final int FIRST_ROWS = 3;

  /**
   * Reads first rows.
   *
   * @throws InvalidInputException if no file has a row, or the first row of the first file is bad
   */
  static CsvHead read(List<TableFile> files, char delimiter, Configuration hadoop) {
    for (TableFile file : files) {
      try (Lines lines = Piece.openToLook(file, hadoop)) {
        Rows handler = new Rows(new CsvFeed(lines, delimiter), file.name());
        List<List<String>> rows = handler.read(delimiter);
        if (!rows.isEmpty()) {
          return new CsvHead(file.name(), handler.firstLine, rows);
        }
      } catch (RuntimeException e) { // the parser wraps what its handler and its reader throw
        throw InvalidInputException.in(e).map(RuntimeException.class::cast).orElse(e);
      }
    }
    throw new InvalidInputException(
        "Cannot read %s: it holds no rows. Is it the right file?".formatted(files.get(0).name()));
  }

  /** The cells of each record as texts. */
  private static final class Rows extends AbstractBaseCsvCallbackHandler<List<String>> {
    private final CsvFeed feed;
    private final String file;
    private long line;
    private long firstLine;
    private List<String> cells = new ArrayList<>();
    private boolean isBlank;

    Rows(CsvFeed feed, String file) {
      this.feed = feed;
      this.file = file;
    }

    List<List<String>> read(char delimiter) {
      List<List<String>> rows = new ArrayList<>();
      int seen = 0;
      CloseableIterator<List<String>> records = CsvRecords.parse(feed, delimiter, this);
      while ((rows.size() < FIRST_ROWS || (rows.size() < ROWS && seen < CELLS))
          && records.hasNext()) {
        List<String> row = records.next();
        if (!row.isEmpty()) {
          rows.add(row);
          seen += row.size();
        }
      }
      return rows;
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      cells = new ArrayList<>();
      isBlank = true;
    }

    @Override
    protected void handleField(int cell, char[] text, int from, int length, boolean quoted) {
      isBlank &= cell == 0 && length == 0 && !quoted;
      String read = Utf8.text(text, from, length);
      cells.add(read == null ? new String(text, from, length) : read);
    }

    @Override
    protected RecordWrapper<List<String>> buildRecord() {
      if (isBlank) {
        cells = List.of();
        Fault bad = feed.takeFault(line);
        if (bad != null && firstLine == 0) {
          throw Fault.ofFile(line, bad.text() + ". It should be the header or the first row")
              .in(file, 0);
        }
      } else if (firstLine == 0) {
        firstLine = line;
      }
      return wrapRecord(cells);
    }
  }
}
