package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The first rows of the first file that has any, without empty lines and bad rows: what the driver
 * decides by what the columns are.
 *
 * @param file what messages call the file
 * @param line where the first row stands
 * @param rows their cells; at least one row
 * @param delimiter stands between them
 */
record CsvHead(String file, long line, List<List<String>> rows, char delimiter) {
  /** How many rows are looked at. */
  private static final int ROWS = 1001;

  /** How many cells of wide rows are looked at, at most; but for the first rows. */
  private static final int CELLS = 1 << 20;

  private static final int FIRST_ROWS = 3;

  /** Names in a message. */
  private static final int MOST_SHOWN = 12;

  /**
   * Reads first rows.
   *
   * @throws InvalidInputException if no file has a row, or the first row of the first file is bad
   */
  static CsvHead read(List<InputFile> files, char delimiter, Configuration hadoop) {
    CsvCells cells = new CsvCells(delimiter);
    for (InputFile file : files) {
      List<List<String>> rows = new ArrayList<>();
      long line = 0;
      int seen = 0;
      try (Lines lines = Piece.all(file, hadoop)) {
        while ((rows.size() < FIRST_ROWS || (rows.size() < ROWS && seen < CELLS)) && lines.next()) {
          List<String> row = row(cells, lines);
          if (cells.fault() == null && !row.isEmpty()) {
            line = rows.isEmpty() ? lines.number() : line;
            rows.add(row);
            seen += row.size();
          } else if (cells.fault() != null && rows.isEmpty()) {
            String text = cells.fault() + ". It should be the header or the first row";
            throw Fault.ofFile(lines.number(), text).in(file.name(), 0);
          }
        }
      }
      if (!rows.isEmpty()) {
        return new CsvHead(file.name(), line, rows, delimiter);
      }
    }
    throw new InvalidInputException(
        "Cannot read %s: it holds no rows. Is it the right file?".formatted(files.get(0).name()));
  }

  private static List<String> row(CsvCells cells, Lines line) {
    List<String> row = new ArrayList<>();
    boolean isRow = cells.begin(line);
    while (isRow && cells.next()) {
      row.add(Utf8.textOrLatin(cells.bytes(), cells.from(), cells.length()));
    }
    return row;
  }

  /** A name of a column, for a message. */
  static String shown(String name) {
    return MessageText.oneLine(name);
  }

  /** Names of columns as messages list them. */
  static String shown(List<String> names) {
    return MessageText.list(names.stream().map(MessageText::oneLine).toList(), MOST_SHOWN);
  }
}
