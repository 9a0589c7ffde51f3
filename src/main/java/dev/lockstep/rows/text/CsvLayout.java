package dev.lockstep.rows.text;

import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * What the cells of a CSV row are, and how rows are made of them.
 *
 * @param syntax how lines are cut into cells
 * @param values what cells mean
 * @param hasHeader whether the first row of every file names the columns
 * @param names of all columns, those that folders name last; their numbers from 1 where there is no
 *     header
 * @param label the column of the class, from 0; -1 for none
 * @param features the columns of x, in its order
 * @param truths those of them that hold true and false
 * @param kept the columns whose texts rows keep
 * @param understood what is to be said of all this
 */
record CsvLayout(
    CsvCells.Syntax syntax,
    CellValues values,
    boolean hasHeader,
    List<String> names,
    int label,
    List<Integer> features,
    Set<Integer> truths,
    List<Integer> kept,
    List<Understood> understood)
    implements TextFormat.Layout {
  private static final long serialVersionUID = 1L;

  /** How many cells there are, in words. */
  static String cells(int count) {
    return count == 1 ? "1 cell" : count + " cells";
  }

  @Override
  public TextFormat.Parser parser(Piece piece, ScaleKind scale) {
    return new Rows(this, piece, scale);
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
  public List<String> keptNames() {
    return kept.stream().map(names::get).toList();
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
    private final ScaleKind scale;

    /** Of each column: which feature it is, {@link #LABEL} or {@link #IGNORED}. */
    private final int[] roles;

    /** Of each column: whether it holds true and false. */
    private final boolean[] areTruths;

    /** How many of the columns stand in a line. */
    private final int width;

    /** Of each column: where its text stands among those that are kept; -1 for none. */
    private final int[] keptAt;

    private final CsvCells cells;
    private final boolean hasPoint;
    private final double[] row;
    private final String[] kept;

    /** The label, if a folder names it, and what is wrong with what folders name. */
    private final String folderLabel;

    private final Fault folderFault;
    private boolean awaitsHeader;
    private String label;
    private String fault;
    private boolean isMissing;

    Rows(CsvLayout layout, Piece piece, ScaleKind scale) {
      this.layout = layout;
      this.scale = scale;
      awaitsHeader = piece.isFirst() && layout.hasHeader;
      roles = new int[layout.names.size()];
      areTruths = new boolean[roles.length];
      Arrays.fill(roles, IGNORED);
      for (int feature = 0; feature < layout.features.size(); feature++) {
        roles[layout.features.get(feature)] = feature;
      }
      if (layout.label >= 0) {
        roles[layout.label] = LABEL;
      }
      layout.truths.forEach(column -> areTruths[column] = true);
      cells =
          new CsvCells(
              layout.syntax, piece.isFirst(), piece.isWhole() || layout.syntax.isMultiline());
      hasPoint = layout.values.decimal() == CellValues.POINT;
      row = new double[layout.width()];
      kept = new String[layout.kept.size()];
      keptAt = new int[roles.length];
      for (int column = 0; column < roles.length; column++) {
        keptAt[column] = layout.kept.indexOf(column);
      }
      List<String> ofFolders = List.copyOf(piece.file().folders().values());
      width = roles.length - ofFolders.size();
      Fault wrong = null;
      String said = null;
      for (int i = 0; i < ofFolders.size() && wrong == null; i++) {
        int column = width + i;
        String text = ofFolders.get(i);
        keep(column, text);
        if (roles[column] == LABEL) {
          said = label(text);
        } else if (roles[column] != IGNORED) {
          setNumber(column, layout.values.number(text), text);
        }
        wrong = fault == null ? null : faultOf(0, column);
      }
      folderLabel = said;
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
      label = folderLabel;
      fault = null;
      isMissing = false;
      boolean isLonger = false;
      int count = 0;
      int faultColumn = 0;
      while (cells.next()) {
        if (kept.length > 0 && count < width && keptAt[count] >= 0) {
          keep(count, cells.text());
        }
        if (count >= width) {
          isLonger |= !cells.isEmpty();
        } else if (roles[count] != IGNORED && fault == null) {
          if (roles[count] == LABEL) {
            readLabel();
          } else {
            readNumber(count);
          }
          faultColumn = count;
        }
        count++;
      }
      if (cells.fault() != null) {
        rows.reject(
            cells.isLost() ? Fault.ofFile(line, cells.fault()) : Fault.ofRow(line, cells.fault()));
      } else if (count < width || isLonger || fault != null || folderFault != null) {
        reject(line, count, isLonger, faultColumn, rows);
      } else {
        rows.addDense(row, label, kept.length == 0 ? null : String.join(",", kept));
      }
    }

    private void keep(int column, String text) {
      if (keptAt[column] >= 0) {
        kept[keptAt[column]] = StringEscapeUtils.escapeCsv(text);
      }
    }

    private void reject(long line, int count, boolean isLonger, int faultColumn, RowBuilder rows) {
      if (cells.isBare()) {
        rows.reject(Fault.ofMissing(line, "no value at all"));
      } else if (isLonger || count < width) {
        rows.reject(
            Fault.ofRow(line, "the row has %s, not %d".formatted(CsvLayout.cells(count), width)));
      } else {
        rows.reject(fault == null ? folderFault.at(line) : faultOf(line, faultColumn));
      }
    }

    private Fault faultOf(long line, int column) {
      String name = layout.names.get(column);
      return isMissing
          ? Fault.ofMissing(line, "no value in column " + MessageText.oneLine(name))
          : Fault.ofValue(line, name, fault);
    }

    private void readNumber(int column) {
      double number =
          hasPoint
              ? DecimalNumber.parse(cells.bytes(), cells.from(), cells.length())
              : layout.values.number(cells.text());
      if (Double.isNaN(number) || !scale.takes(number)) {
        setNumber(column, number, cells.text());
      } else {
        row[roles[column]] = number;
      }
    }

    /** Sets a feature to the number of a text, or to what the text means where that is NaN. */
    private void setNumber(int column, double number, String text) {
      row[roles[column]] = Double.isNaN(number) ? truth(column, text) : number;
      if (fault == null && !scale.takes(row[roles[column]])) {
        fault = "'%s' %s".formatted(MessageText.oneLine(text), Fault.NO_BYTE);
      }
    }

    /** What a text means that is no number, or why it means none. */
    private double truth(int column, String text) {
      double number = areTruths[column] ? CellValues.truth(text) : Double.NaN;
      if (Double.isNaN(number)) {
        isMissing = layout.values.isMissing(text);
        String advice =
            DecimalNumber.isWithComma(text)
                ? " (--decimal , may read it)"
                : " (if it stands for a missing value: --na)";
        fault = "'%s' is not a finite number%s".formatted(MessageText.oneLine(text), advice);
      }
      return number;
    }

    private void readLabel() {
      String text = Utf8.text(cells.bytes(), cells.from(), cells.length());
      if (text == null) {
        fault = "'%s' is not UTF-8 (--encoding latin-1 may read it)".formatted(shown());
      } else {
        label = label(text);
      }
    }

    private String label(String text) {
      if (layout.values.isMissing(text)) {
        fault = "";
        isMissing = true;
      }
      return layout.values.decimal() != '.' && layout.values.isNumber(text)
          ? layout.values.withPoint(text)
          : text;
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
      List<String> expected = layout.names.subList(0, width);
      if (cells.fault() != null) {
        rows.reject(Fault.ofFile(line, "in the header, " + cells.fault()));
      } else if (!header.equals(expected)) {
        rows.reject(
            Fault.ofFile(
                line,
                "its first row is not the header of the first file (%s, not %s). Begin every file with the same header, or none (--header no)"
                    .formatted(CsvHead.shown(header), CsvHead.shown(expected))));
      }
      awaitsHeader = false;
    }

    private String shown() {
      return Utf8.shown(cells.bytes(), cells.from(), cells.length());
    }
  }
}
