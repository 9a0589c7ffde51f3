package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The first rows of a table, without bad rows and those of delimiters alone: what the driver
 * decides by what the columns are. They are of the first file that has any, and of the next where
 * that one has a single row, which may be a header.
 *
 * @param file what messages call the first file that has a row
 * @param rows at least one
 * @param syntax how their lines were cut into cells
 * @param howDelimited how that was found out; empty where it was told
 * @param howEncoded the encoding, if it was found out, or empty
 * @param folders of each file, what the names of its folders say of its rows
 */
record CsvHead(
    String file,
    List<Row> rows,
    CsvCells.Syntax syntax,
    String howDelimited,
    String howEncoded,
    List<Map<String, String>> folders) {
  /** How many rows are examined, without a header. */
  static final int ROWS = 1000;

  /** How many cells of wide rows are looked at, at most; but for the first rows. */
  private static final int CELLS = 1 << 20;

  private static final int FIRST_ROWS = 3;

  /**
   * A row.
   *
   * @param line where it begins, from 1
   * @param cells their texts without blanks around them
   * @param isUtf8 whether all of them are UTF-8; those that are not are read as Latin-1
   */
  record Row(long line, List<String> cells, boolean isUtf8) {
    /** The text of a cell; empty beyond the end of the row. */
    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }

    /** How many cells there are but for empty ones at the end. */
    int width() {
      int width = cells.size();
      while (width > 0 && cells.get(width - 1).isEmpty()) {
        width--;
      }
      return width;
    }
  }

  /**
   * Reads first rows.
   *
   * @throws InvalidInputException if no file has a row, or the first row of the first file is bad
   */
  static CsvHead read(List<InputFile> files, TableOptions options, Configuration hadoop) {
    TextEncoding encoding = options.get(TableOptions.ENCODING);
    CsvDelimiter found = CsvDelimiter.find(files, options, hadoop);
    InputFile first = files.get(0);
    List<Row> rows = new ArrayList<>();
    for (InputFile file : files) {
      if (rows.size() < 2) {
        List<Row> more = rowsOf(file, found.syntax(), encoding, hadoop);
        boolean isRepeated =
            !rows.isEmpty() && !more.isEmpty() && more.get(0).cells.equals(rows.get(0).cells);
        first = rows.isEmpty() ? file : first;
        rows.addAll(isRepeated ? more.subList(1, more.size()) : more);
      }
    }
    if (rows.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: it holds no rows. Is it the right file?".formatted(files.get(0).name()));
    }
    String encoded = "";
    if (encoding == TextEncoding.UTF_8 && encoding.isConverted(first, hadoop)) {
      encoded = "UTF-16, by its mark";
    } else if (!rows.stream().allMatch(Row::isUtf8)) {
      encoded = "Latin-1 in cells that are no UTF-8; --encoding changes it";
    }
    return new CsvHead(first.name(), rows, found.syntax(), found.how(), encoded, foldersOf(files));
  }

  private static List<Map<String, String>> foldersOf(List<InputFile> files) {
    InputFile first = files.get(0);
    for (InputFile file : files) {
      if (!List.copyOf(file.folders().keySet()).equals(List.copyOf(first.folders().keySet()))) {
        throw new InvalidInputException(
            "Cannot read %s: its folders name the columns %s, those of %s name %s. Name folders of one kind."
                .formatted(
                    file.name(), file.folders().keySet(), first.name(), first.folders().keySet()));
      }
    }
    return files.stream().map(InputFile::folders).toList();
  }

  private static List<Row> rowsOf(
      InputFile file, CsvCells.Syntax syntax, TextEncoding encoding, Configuration hadoop) {
    CsvCells cells = new CsvCells(syntax, true, true);
    List<Row> rows = new ArrayList<>();
    int seen = 0;
    try (Lines lines = Piece.all(file, encoding, hadoop)) {
      while ((rows.size() < FIRST_ROWS || (rows.size() <= ROWS && seen < CELLS)) && lines.next()) {
        long line = lines.number();
        List<String> row = new ArrayList<>();
        boolean isRow = cells.begin(lines);
        boolean isUtf8 = true;
        while (isRow && cells.next()) {
          row.add(cells.text());
          isUtf8 &= Utf8.text(cells.bytes(), cells.from(), cells.length()) != null;
        }
        if (cells.fault() == null && isRow && !cells.isBare()) {
          rows.add(new Row(line, row, isUtf8));
          seen += row.size();
        } else if (cells.fault() != null && rows.isEmpty()) {
          throw Fault.ofFile(
                  line,
                  cells.fault()
                      + ". It should be the header or the first row (--header, --skip-lines)")
              .in(file.name(), 0, true);
        }
      }
    }
    return rows;
  }

  /** The first row, which may be the header. */
  Row first() {
    return rows.get(0);
  }

  /**
   * The rows that are no header.
   *
   * @param hasHeader whether the first row is one
   */
  List<Row> body(boolean hasHeader) {
    return rows.subList(hasHeader ? 1 : 0, rows.size());
  }

  /** A name of a column, for a message. */
  static String shown(String name) {
    return MessageText.oneLine(name);
  }
}
