package dev.lockstep.rows.text;

import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * @param columnsOfX what those of x are before anything is learned of them
 * @param rows makes rows of lines, by this
 * @param understood what is to be said of all this
 */
record CsvLayout(
    CsvCells.Syntax syntax,
    CellValues values,
    boolean hasHeader,
    List<String> names,
    Roles roles,
    Set<Integer> truths,
    RawColumns columnsOfX,
    Maker rows,
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

  /** Makes parsers, which know what a layout is. */
  interface Maker extends Serializable {
    /** Starts parsing a piece, as {@link TextFormat.Layout#parser} does. */
    TextFormat.Parser parser(CsvLayout layout, Piece piece, ScaleKind scale);
  }

  /** How many cells there are, in words. */
  static String cells(int count) {
    return count == 1 ? "1 cell" : count + " cells";
  }

  @Override
  public TextFormat.Parser parser(Piece piece, ScaleKind scale) {
    return rows.parser(this, piece, scale);
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
  public Optional<RawColumns> raw() {
    return Optional.of(columnsOfX);
  }

  @Override
  public TextFormat.Layout withWords(Set<Integer> columns) {
    return new CsvLayout(
        syntax,
        values,
        hasHeader,
        names,
        roles,
        truths,
        columnsOfX.withWords(columns),
        rows,
        understood);
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
}
