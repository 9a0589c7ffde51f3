package dev.lockstep.rows.text;

import dev.lockstep.io.MessageText;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.DecimalNumber;
import dev.lockstep.scale.ScaleKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * What the cells of a CSV row are, and how rows are made of them.
 *
 * @param syntax how lines are cut into cells
 * @param values what cells mean
 * @param hasHeader whether the first row of every file names the columns
 * @param names of all columns, those that folders name last; their numbers from 1 where there is no
 *     header
 * @param roles what they are taken for
 * @param truths those of numbers that hold true and false
 * @param understood what is to be said of all this
 */
record CsvLayout(
    CsvCells.Syntax syntax,
    CellValues values,
    boolean hasHeader,
    List<String> names,
    Roles roles,
    Set<Integer> truths,
    List<Understood> understood)
    implements TextFormat.Layout {
  private static final long serialVersionUID = 1L;

  /**
   * What columns are taken for, each by its number from 0.
   *
   * @param labels those of the label; of several each holds numbers
   * @param weight that of the rows' weights; {@link #NONE} where all count the same
   * @param features those of x, in its order
   * @param kept those whose texts rows keep, whatever else they are
   */
  record Roles(List<Integer> labels, int weight, List<Integer> features, List<Integer> kept)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** In the place of a column that there is not. */
    static final int NONE = -1;

    /** Those of numbers. */
    List<Integer> numbers() {
      return Stream.concat(
              features.stream(), (labels.size() > 1 ? labels : List.<Integer>of()).stream())
          .toList();
    }

    /** Whether a column is read, but for its text. */
    boolean areTaking(int column) {
      return column == weight || labels.contains(column) || features.contains(column);
    }
  }

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
    List<String> labels = roles.labels.stream().map(names::get).toList();
    String weight = roles.weight == Roles.NONE ? "" : names.get(roles.weight);
    return new Columns(
        labels.equals(List.of("")) ? List.of() : labels,
        weight.isEmpty() && roles.weight != Roles.NONE ? "" + (roles.weight + 1) : weight,
        roles.features.stream().map(names::get).toList());
  }

  @Override
  public List<String> ignored() {
    return IntStream.range(0, names.size())
        .filter(column -> !roles.areTaking(column))
        .mapToObj(column -> MessageText.oneLine(names.get(column)))
        .toList();
  }

  @Override
  public List<String> keptNames() {
    return roles.kept.stream().map(names::get).toList();
  }

  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public int width() {
    return roles.features.size();
  }

  /** Rows out of lines of CSV; makes no object of a number. */
  private static final class Rows implements TextFormat.Parser {
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

    /** How many of the columns stand in a line. */
    private final int width;

    /** Of each column: where its text stands among those that are kept; -1 for none. */
    private final int[] keptAt;

    private final CsvCells cells;
    private final boolean hasPoint;
    private final double[] row;
    private final String[] kept;

    /** What is wrong with what folders name. */
    private final Fault folderFault;

    private boolean awaitsHeader;

    /** Of the label's columns; what a folder names stays. */
    private final String[] labels;

    private double weight = RowBuilder.NO_WEIGHT;
    private String fault;
    private boolean isMissing;

    Rows(CsvLayout layout, Piece piece, ScaleKind scale) {
      this.layout = layout;
      this.scale = scale;
      awaitsHeader = piece.isFirst() && layout.hasHeader;
      roles = new int[layout.names.size()];
      areTruths = new boolean[roles.length];
      Arrays.fill(roles, IGNORED);
      for (int feature = 0; feature < layout.roles.features.size(); feature++) {
        roles[layout.roles.features.get(feature)] = feature;
      }
      labels = new String[layout.roles.labels.size()];
      for (int k = 0; k < labels.length; k++) {
        roles[layout.roles.labels.get(k)] = LABEL - k;
      }
      if (layout.roles.weight != Roles.NONE) {
        roles[layout.roles.weight] = WEIGHT;
      }
      layout.truths.forEach(column -> areTruths[column] = true);
      cells =
          new CsvCells(
              layout.syntax, piece.isFirst(), piece.isWhole() || layout.syntax.isMultiline());
      hasPoint = layout.values.decimal() == CellValues.POINT;
      row = new double[layout.width()];
      kept = new String[layout.roles.kept.size()];
      keptAt = new int[roles.length];
      for (int column = 0; column < roles.length; column++) {
        keptAt[column] = layout.roles.kept.indexOf(column);
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
          setWeight(layout.values.number(text), text);
        } else if (roles[column] != IGNORED) {
          setNumber(column, layout.values.number(text), text);
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
          if (roles[count] <= LABEL) {
            readLabel(count);
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
        rows.addDense(row, label(), weight, kept.length == 0 ? null : String.join(",", kept));
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
      int role = roles[column];
      if (role >= 0 && !Double.isNaN(number) && scale.takes(number)) {
        row[role] = number;
      } else if (role == WEIGHT) {
        setWeight(number, number >= 0 ? "" : cells.text());
      } else {
        setNumber(column, number, cells.text());
      }
    }

    /** Sets a feature to the number of a text, or to what the text means where that is NaN. */
    private void setNumber(int column, double number, String text) {
      row[roles[column]] = Double.isNaN(number) ? truth(column, text) : number;
      if (fault == null && !scale.takes(row[roles[column]])) {
        fault = "'%s' %s".formatted(MessageText.oneLine(text), Fault.NO_BYTE);
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

    private void readLabel(int column) {
      String text = Utf8.text(cells.bytes(), cells.from(), cells.length());
      if (text == null) {
        fault = "'%s' is not UTF-8 (--encoding latin-1 may read it)".formatted(shown());
      } else {
        readLabel(column, text);
      }
    }

    /** Takes a word or a number; where the label has several columns, a number. */
    private void readLabel(int column, String text) {
      String label =
          hasPoint || !layout.values.isNumber(text) ? text : layout.values.withPoint(text);
      if (layout.values.isMissing(text)) {
        fault = "";
        isMissing = true;
      } else if (labels.length > 1 && !layout.values.isNumber(text)) {
        label = truth(column, text) == 1 ? "1" : "0";
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
