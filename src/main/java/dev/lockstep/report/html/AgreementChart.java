package dev.lockstep.report.html;

import dev.lockstep.evaluate.number.AgreementGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How many rows have which true and which predicted number: a picture of cells, the deeper the more
 * rows they have, and a table of fewer, wider ones.
 *
 * @param id unlike any other in the page
 * @param rows how many are shown
 * @param beyond how many are not, because their predictions are infinite; empty for none
 * @param levels few rows to many
 * @param columns the ranges of predictions in the table
 * @param lines of the table, a range of truths each
 */
record AgreementChart(
    String id,
    String target,
    String rows,
    String beyond,
    Plot plot,
    List<Level> levels,
    List<String> columns,
    List<Line> lines) {
  private static final int MOST_LEVELS = 5;
  private static final int TABLE = 8;

  /**
   * The cells of one colour.
   *
   * @param css its class in the style sheet, the last for the most rows
   * @param rows a range of counts
   * @param path all cells' squares
   */
  record Level(String css, String rows, String path) {}

  /** A line of the table: a cell for each column, empty for no rows. */
  record Line(String range, List<String> cells) {}

  static AgreementChart of(int number, String target, AgreementGrid grid) {
    Axis axis = Axis.between(grid.edge(0), grid.edge(Math.max(1, grid.side())));
    Plot plot = Plot.square(axis, axis);
    AgreementGrid table = grid.within(TABLE);
    long rows = grid.cells().stream().mapToLong(AgreementGrid.Cell::rows).sum();
    return new AgreementChart(
        "agreement-" + number,
        target,
        NumberFormats.count(rows, "row"),
        grid.beyond() == 0 ? "" : NumberFormats.count(grid.beyond(), "row"),
        plot,
        levels(plot, grid),
        IntStream.range(0, table.side()).mapToObj(j -> range(table, j)).toList(),
        lines(table));
  }

  /** What the axis of x is. */
  String across() {
    return "true";
  }

  /** What the other is. */
  String up() {
    return "predicted";
  }

  /** Counts in ranges that grow by about the same factor. */
  private static List<Level> levels(Plot plot, AgreementGrid grid) {
    long most = grid.cells().stream().mapToLong(AgreementGrid.Cell::rows).max().orElse(1);
    TreeSet<Long> greatest = new TreeSet<>();
    for (int level = 1; level <= MOST_LEVELS; level++) {
      greatest.add((long) StrictMath.pow((double) most, (double) level / MOST_LEVELS));
    }
    TreeMap<Long, StringBuilder> paths = new TreeMap<>();
    greatest.forEach(count -> paths.put(count, new StringBuilder()));
    String side = Plot.number((double) plot.width() / grid.side());
    for (AgreementGrid.Cell cell : grid.cells()) {
      String x = plot.x(grid.edge(cell.truth()));
      String y = plot.y(grid.edge(cell.predicted() + 1));
      paths
          .ceilingEntry(cell.rows())
          .getValue()
          .append("M%s %sh%sv%sh-%sz".formatted(x, y, side, side, side));
    }
    List<Level> levels = new ArrayList<>();
    long from = 1;
    for (long to : greatest) {
      String counts = NumberFormats.count(from) + (to > from ? "–" + NumberFormats.count(to) : "");
      int depth = MOST_LEVELS - greatest.size() + levels.size() + 1;
      levels.add(new Level("d" + depth, counts, paths.get(to).toString()));
      from = to + 1;
    }
    return levels;
  }

  private static List<Line> lines(AgreementGrid table) {
    String[][] cells = new String[table.side()][table.side()];
    table
        .cells()
        .forEach(cell -> cells[cell.truth()][cell.predicted()] = NumberFormats.count(cell.rows()));
    return IntStream.range(0, table.side())
        .mapToObj(
            i ->
                new Line(
                    range(table, i),
                    Arrays.stream(cells[i]).map(cell -> cell == null ? "" : cell).toList()))
        .toList();
  }

  private static String range(AgreementGrid grid, int i) {
    return "%s to %s"
        .formatted(NumberFormats.number(grid.edge(i)), NumberFormats.number(grid.edge(i + 1)));
  }
}
