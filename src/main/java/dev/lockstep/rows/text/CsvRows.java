package dev.lockstep.rows.text;

import dev.lockstep.io.MessageText;
import dev.lockstep.io.Utf8;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.scale.DecimalNumber;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.RawColumns.Missing;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.StringEscapeUtils;

/** Rows out of lines of CSV; makes no object of a number. */
final class CsvRows implements TextFormat.Parser {
  private static final int IGNORED = -1;
  private static final int WEIGHT = -2;

  /** Column k of the label is k below. */
  private static final int LABEL = -3;

  private final CsvLayout layout;
  private final ScaleKind scale;

  /** Of each column: which feature it is, or one of the above. */
  private final int[] roles;

  /** Of each column: whether it holds true and false. */
  private final boolean[] areTruths;

  /** Of each column of x: whether it holds words. */
  private final boolean[] areWords;

  /** Of each column of x: whether it holds nothing but true and false, or 1 and 0. */
  private final boolean[] areBooleans;

  /** How many of the columns stand in a line. */
  private final int width;

  /** Of each column: where its text stands among those that are kept; -1 for none. */
  private final int[] keptAt;

  private final CsvCells cells;
  private final boolean hasPoint;
  private final double[] row;
  private final String[] kept;

  /** The cells of x that folders name, by their columns. */
  private final Map<Integer, String> folderCells = new LinkedHashMap<>();

  /** What is wrong with what folders name. */
  private final Fault folderFault;

  private boolean awaitsHeader;

  /** Of the label's columns; what a folder names stays. */
  private final String[] labels;

  private double weight = RowBuilder.NO_WEIGHT;
  private String fault;

  /** The column that was read last. */
  private int faultColumn;

  private boolean isMissing;

  /** The first word among numbers of the row, and its column; null for none. */
  private String word;

  private int wordColumn;

  /** The features of the row that are missing, and those that are words. */
  private final int[] gaps;

  private final int[] words;
  private int gapCount;
  private int wordCount;

  CsvRows(CsvLayout layout, Piece piece, ScaleKind scale) {
    this.layout = layout;
    this.scale = scale;
    awaitsHeader = piece.isFirst() && layout.hasHeader();
    roles = new int[layout.names().size()];
    areTruths = new boolean[roles.length];
    Arrays.fill(roles, IGNORED);
    for (int feature = 0; feature < layout.roles().features().size(); feature++) {
      roles[layout.roles().features().get(feature)] = feature;
    }
    labels = new String[layout.roles().labels().size()];
    for (int k = 0; k < labels.length; k++) {
      roles[layout.roles().labels().get(k)] = LABEL - k;
    }
    if (layout.roles().weight() != CsvLayout.Roles.NONE) {
      roles[layout.roles().weight()] = WEIGHT;
    }
    layout.truths().forEach(column -> areTruths[column] = true);
    cells =
        new CsvCells(
            layout.syntax(), piece.isFirst(), piece.isWhole() || layout.syntax().isMultiline());
    hasPoint = layout.values().decimal() == CellValues.POINT;
    row = new double[layout.width()];
    areWords = new boolean[row.length];
    areBooleans = new boolean[row.length];
    List<RawColumns.Raw> read = layout.columnsOfX().read();
    for (int feature = 0; feature < row.length; feature++) {
      areWords[feature] = read.get(feature).isWords();
      areBooleans[feature] = read.get(feature).type() == SourceColumn.Type.BOOLEAN;
    }
    gaps = new int[row.length];
    words = new int[row.length];
    kept = new String[layout.roles().kept().size()];
    keptAt = new int[roles.length];
    for (int column = 0; column < roles.length; column++) {
      keptAt[column] = layout.roles().kept().indexOf(column);
    }
    List<String> ofFolders = List.copyOf(piece.file().folders().values());
    width = roles.length - ofFolders.size();
    Fault wrong = null;
    for (int i = 0; i < ofFolders.size() && wrong == null; i++) {
      int column = width + i;
      String text = ofFolders.get(i);
      keep(column, text);
      if (roles[column] <= LABEL) {
        readLabel(column, text);
      } else if (roles[column] == WEIGHT) {
        setWeight(layout.values().number(text), text);
      } else if (roles[column] != IGNORED) {
        folderCells.put(column, text);
      }
      wrong = fault == null ? null : faultOf(0, column);
    }
    folderFault = wrong;
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
    fault = null;
    isMissing = false;
    word = null;
    gapCount = 0;
    wordCount = 0;
    boolean isLonger = false;
    int count = 0;
    while (cells.next()) {
      if (count < width) {
        readCell(count, rows);
      } else {
        isLonger |= !cells.isEmpty();
      }
      count++;
    }
    readFolders(rows);
    boolean isFaulty = fault != null || word != null || folderFault != null;
    if (cells.fault() == null && count >= width && !isLonger && !isFaulty) {
      addStrange(rows);
      rows.addDense(row, label(), weight, kept.length == 0 ? null : String.join(",", kept));
    } else {
      reject(line, count, isLonger, rows);
    }
  }

  private void readCell(int column, RowBuilder rows) {
    if (kept.length > 0 && keptAt[column] >= 0) {
      keep(column, cells.text());
    }
    int role = roles[column];
    if (role == IGNORED || fault != null) {
      return;
    }
    if (role <= LABEL) {
      readLabel(column);
    } else if (role >= 0 && areWords[role]) {
      readWord(column, rows);
    } else {
      readNumber(column);
    }
    faultColumn = column;
  }

  private void readFolders(RowBuilder rows) {
    for (Map.Entry<Integer, String> cell : folderCells.entrySet()) {
      if (fault == null) {
        faultColumn = cell.getKey();
        setCell(faultColumn, cell.getValue(), rows);
      }
    }
  }

  private void addStrange(RowBuilder rows) {
    for (int i = 0; i < gapCount; i++) {
      rows.addGap(gaps[i], areWords[gaps[i]]);
    }
    for (int i = 0; i < wordCount; i++) {
      rows.addWord(words[i]);
    }
  }

  private String label() {
    return switch (labels.length) {
      case 0 -> null;
      case 1 -> labels[0];
      default -> String.join(NumberLabels.BETWEEN, labels);
    };
  }

  private void keep(int column, String text) {
    if (keptAt[column] >= 0) {
      kept[keptAt[column]] = StringEscapeUtils.escapeCsv(text);
    }
  }

  /** Leaves out a row of so many cells; a longer one has something in those it should not have. */
  private void reject(long line, int count, boolean isLonger, RowBuilder rows) {
    if (cells.fault() != null) {
      rows.reject(
          cells.isLost() ? Fault.ofFile(line, cells.fault()) : Fault.ofRow(line, cells.fault()));
    } else if (count >= width && !isLonger && folderFault == null && word != null) {
      addStrange(rows); // before what is missing: such a row is no good one left out
      rows.rejectWords(Fault.ofWord(line, layout.names().get(wordColumn), word));
    } else if (cells.isBare()) {
      rows.reject(Fault.ofMissing(line, "no value at all"));
    } else if (isLonger || count < width) {
      rows.reject(
          Fault.ofRow(line, "the row has %s, not %d".formatted(CsvLayout.cells(count), width)));
    } else {
      rows.reject(fault == null ? folderFault.at(line) : faultOf(line, faultColumn));
    }
  }

  private Fault faultOf(long line, int column) {
    String name = layout.names().get(column);
    return isMissing
        ? Fault.ofMissing(line, "no value in column " + MessageText.oneLine(name))
        : Fault.ofValue(line, name, fault);
  }

  /** Sets a feature to what a folder names. */
  private void setCell(int column, String text, RowBuilder rows) {
    if (areWords[roles[column]]) {
      setWord(column, text, rows);
    } else {
      setNumber(column, layout.values().number(text), text);
    }
  }

  private void readWord(int column, RowBuilder rows) {
    String text = utf8();
    if (text != null) {
      setWord(column, text, rows);
    }
  }

  /** Sets a feature to the number of a word. */
  private void setWord(int column, String text, RowBuilder rows) {
    String word = text.strip();
    if (!layout.values().isMissing(word)) {
      boolean isNumber = layout.values().isNumber(word);
      if (!isNumber) {
        words[wordCount++] = roles[column];
      }
      String level = hasPoint || !isNumber ? word : layout.values().withPoint(word);
      row[roles[column]] = rows.codeOf(roles[column], level);
    } else if (mayLack()) {
      row[roles[column]] = Double.NaN;
      gaps[gapCount++] = roles[column];
    }
  }

  /** Whether a value may be missing; the row is left out or at fault if not. */
  private boolean mayLack() {
    Missing missing = layout.columnsOfX().missing();
    isMissing = missing == Missing.SKIP;
    fault =
        missing.fills()
            ? null
            : isMissing ? "" : "no value (--missing mean fills it in, skip leaves such rows out)";
    return missing.fills();
  }

  private void readNumber(int column) {
    double number =
        hasPoint
            ? DecimalNumber.parse(cells.bytes(), cells.from(), cells.length())
            : layout.values().number(cells.text());
    int role = roles[column];
    if (role >= 0 && !Double.isNaN(number) && scale.takes(number) && !areBooleans[role]) {
      row[role] = number;
    } else if (role == WEIGHT) {
      setWeight(number, number >= 0 ? "" : cells.text());
    } else {
      setNumber(column, number, cells.text());
    }
  }

  /** Sets a feature to the number of a text, or to what the text means where that is NaN. */
  private void setNumber(int column, double number, String text) {
    int feature = roles[column];
    row[feature] = Double.isNaN(number) && areTruths[column] ? CellValues.truth(text) : number;
    boolean isOther = areBooleans[feature] && row[feature] != 0 && row[feature] != 1;
    if (!Double.isNaN(row[feature]) && !isOther) {
      if (!scale.takes(row[feature])) {
        fault = "'%s' %s".formatted(MessageText.oneLine(text), Fault.NO_BYTE);
      }
    } else if (!layout.values().isMissing(text)) {
      words[wordCount++] = feature;
      wordColumn = word == null ? column : wordColumn;
      word = word == null ? Fault.noNumber(text, isOther) : word;
    } else if (mayLack()) {
      row[feature] = Double.NaN;
      gaps[gapCount++] = feature;
    }
  }

  private void setWeight(double number, String text) {
    weight = number + 0.0;
    if (!(number >= 0)) {
      fault =
          "'%s' is no weight, which is a finite number of 0 or more"
              .formatted(MessageText.oneLine(text));
    }
  }

  private void readLabel(int column) {
    String text = utf8();
    if (text != null) {
      readLabel(column, text);
    }
  }

  /** The text of the cell; null, and a fault, if it is none. */
  private String utf8() {
    String text = Utf8.text(cells.bytes(), cells.from(), cells.length());
    if (text == null) {
      fault = "'%s' is not UTF-8 (--encoding latin-1 may read it)".formatted(shown());
    }
    return text;
  }

  /** Takes a word or a number; where the label has several columns, a number. */
  private void readLabel(int column, String text) {
    String label =
        hasPoint || !layout.values().isNumber(text) ? text : layout.values().withPoint(text);
    if (layout.values().isMissing(text)) {
      fault = "";
      isMissing = true;
    } else if (labels.length > 1 && !layout.values().isNumber(text)) {
      double truth = areTruths[column] ? CellValues.truth(text) : Double.NaN;
      fault = Double.isNaN(truth) ? Fault.noNumber(text, false) : null;
      label = truth == 1 ? "1" : "0";
    }
    labels[LABEL - roles[column]] = label;
  }

  private void readHeader(long line, RowBuilder rows) {
    List<String> header = new ArrayList<>();
    while (cells.next()) {
      header.add(cells.text());
    }
    if (cells.fault() == null && header.stream().allMatch(String::isEmpty)) {
      return; // delimiters alone stand before the header
    }
    while (header.size() > width && header.get(header.size() - 1).isEmpty()) {
      header.remove(header.size() - 1);
    }
    List<String> expected = layout.names().subList(0, width);
    if (cells.fault() != null) {
      rows.reject(Fault.ofFile(line, "in the header, " + cells.fault()));
    } else if (!header.equals(expected)) {
      rows.reject(
          Fault.ofFile(
              line,
              "its first row is not the header of the first file (%s, not %s). Begin every file with the same header, or none (--header no)"
                  .formatted(MessageText.columns(header), MessageText.columns(expected))));
    }
    awaitsHeader = false;
  }

  private String shown() {
    return Utf8.shown(cells.bytes(), cells.from(), cells.length());
  }
}
