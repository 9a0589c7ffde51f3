package dev.lockstep.rows.text;

import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.LeftOut;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.columns.ColumnEncoder;
import dev.lockstep.rows.columns.ColumnLearner;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * A table read in this thread, as the tasks and the driver do it together.
 *
 * @param info what is known of it
 * @param rows each as {@code number label [x]}
 * @param places of these rows
 * @param leftOut the others
 */
record LocalTable(
    DatasetInfo info,
    List<String> rows,
    List<Long> places,
    List<LeftOut> leftOut,
    List<RowBlock> groups,
    RawColumns raw) {
  static final Configuration HADOOP = new Configuration();
  static final TableOptions LIBSVM = TableOptions.DEFAULT.withFormat("libsvm");

  /** Options for CSV. */
  static TableOptions csv(
      String label, String features, char delimiter, TableOptions.Header header) {
    return TableOptions.DEFAULT
        .withFormat("csv")
        .with(TableOptions.LABEL, Optional.ofNullable(label))
        .with(TableOptions.FEATURES, Optional.ofNullable(features))
        .with(TableOptions.DELIMITER, Optional.of(delimiter))
        .with(TableOptions.HEADER, header);
  }

  /** The same options with bad rows left out. */
  static TableOptions skipping(TableOptions options) {
    return options.with(TableOptions.ON_BAD_ROW, TableOptions.BadRow.SKIP);
  }

  static LocalTable read(Path place, TableOptions options) {
    return read(place, options, Piece.BYTES);
  }

  static LocalTable read(Path place, TableOptions options, long pieceBytes) {
    return read(
        Table.open(new org.apache.hadoop.fs.Path(place.toString()), options, HADOOP, pieceBytes),
        options);
  }

  static LocalTable read(Table table, TableOptions options) {
    TextFormat.Layout layout = table.layout();
    List<ParsedRows> blocks = blocks(table, layout, options);
    TableScan scan = TableScan.of(blocks.iterator(), null, false);
    ParsedRows.Strange strange = scan.strange();
    long seen = scan.rows();
    Set<Integer> words =
        layout.raw().map(raw -> strange.columnsOfWords(raw, seen)).orElse(Set.of());
    if (!words.isEmpty()) {
      layout = layout.withWords(words);
      blocks = blocks(table, layout, options);
      scan = TableScan.of(blocks.iterator(), null, false);
    }
    DatasetInfo info = scan.info(table.pieces(), layout, options.skipsBadRows());
    if (layout.raw().isPresent()) {
      scan.strange().requireWords(layout.raw().get(), scan.rows());
    }
    ParsedRows.Start[] starts = scan.starts(table.pieces());
    List<String> rows = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<RowBlock> groups = new ArrayList<>();
    for (ParsedRows block : blocks) {
      ParsedRows.Start start = starts[block.piece()];
      block.leftOut(start).forEachRemaining(leftOut::add);
      Iterator<RowBlock> ofBlock = block.groups(start, info.features());
      while (ofBlock.hasNext()) {
        RowBlock group = ofBlock.next();
        groups.add(group);
        addRows(group, rows);
        IntStream.range(0, group.rows()).forEach(row -> places.add(group.place(row)));
      }
    }
    RawColumns ofLayout = layout.raw().map(columns -> columns.withGaps(true)).orElse(null);
    return new LocalTable(info, rows, places, leftOut, groups, ofLayout);
  }

  private static List<ParsedRows> blocks(
      Table table, TextFormat.Layout layout, TableOptions options) {
    List<ParsedRows> blocks = new ArrayList<>();
    try (PieceReader reader =
        new PieceReader(table.pieces(), layout, ScaleKind.NONE, options.skipsBadRows(), HADOOP)) {
      reader.forEachRemaining(blocks::add);
    }
    return blocks;
  }

  /** What the columns of these rows become, all of them being training rows, and x. */
  Map<Scaling, List<String>> learned() {
    ColumnStats stats =
        new ColumnStats(ScaleKind.NONE, "train", info.columns(), info.features(), raw);
    groups.forEach(group -> group.addTo(stats));
    Scaling scaling = ColumnLearner.learn(stats, raw, info.columns(), rows.size(), null);
    List<String> x = new ArrayList<>();
    ColumnEncoder.makeX(groups.iterator(), scaling.columns().sources(), raw)
        .forEachRemaining(group -> addRows(group, x));
    return Map.of(scaling, x);
  }

  private static void addRows(RowBlock group, List<String> rows) {
    for (int row = 0; row < group.rows(); row++) {
      rows.add(
          "%d %s %s"
              .formatted(group.number(row), group.label(row), Arrays.toString(group.row(row))));
    }
  }
}
