package dev.lockstep.rows.text;

import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.OtherFormat;
import dev.lockstep.rows.Columns;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A table of text: its files are found and its columns told by the first rows; tasks read the rest.
 * Rows are numbered from 0 through all files in the order of their names, empty lines and bad rows
 * that are left out not counted.
 */
public final class Table implements Source {
  private static final String HINT = "A table is a file, a folder of parts or a pattern.";

  private final String place;
  private final TableOptions options;
  private final Configuration hadoop;
  private final List<Piece> pieces;
  private final long pieceBytes;
  private final Layout layout;
  private final Path test;
  private ScaleKind scale = ScaleKind.NONE;
  private TableRows rows;
  private TableRows testRows;

  private Table(
      Path place,
      TableOptions options,
      Configuration hadoop,
      long pieceBytes,
      Layouter layouter,
      Path test) {
    this.place = place.toString();
    this.options = options;
    this.hadoop = hadoop;
    this.pieceBytes = pieceBytes;
    this.test = test;
    List<TableFile> files =
        InputFiles.find(place, HINT, hadoop).stream()
            .map(file -> TableFile.of(file, hadoop))
            .toList();
    OtherFormat.adviceFor(Content.head(files.get(0), hadoop))
        .ifPresent(
            advice -> {
              throw new InvalidInputException(
                  "Cannot read %s: it is no table. %s".formatted(files.get(0).name(), advice));
            });
    layout = layouter.of(files);
    pieces = Piece.cut(files, pieceBytes, hadoop);
  }

  /** Tells the columns by the first rows. */
  @FunctionalInterface
  private interface Layouter {
    Layout of(List<TableFile> files);
  }

  /**
   * Finds a training set and looks at its first rows.
   *
   * @param place a file, a folder of parts or a pattern such as {@code parts/*.csv}, gzipped or
   *     plain, on any path that Hadoop reads
   * @param options how to read it; the format is given
   * @param hadoop how to reach it
   * @return the table
   * @throws InvalidInputException if there is none, or its columns are not to be told
   */
  public static Table open(Path place, TableOptions options, Configuration hadoop) {
    return open(place, options, hadoop, Piece.BYTES);
  }

  /** Cuts into pieces of another size, which changes nothing. */
  static Table open(Path place, TableOptions options, Configuration hadoop, long pieceBytes) {
    Layouter layouter =
        files ->
            options.isLibsvm()
                ? new LibsvmLayout(true, 0)
                : ColumnChoice.forTraining(
                    CsvHead.read(files, options.delimiter(), hadoop), options);
    return new Table(place, options, hadoop, pieceBytes, layouter, null);
  }

  /**
   * Finds rows to try a model on.
   *
   * @param place as in {@link #open}
   * @param options how to read it
   * @param columns those of the training set, found again by their names where there are any
   * @param inputs d0
   * @param isLabelled whether every row must have a label; otherwise it is not looked at
   * @param hadoop how to reach it
   * @return the table
   * @throws InvalidInputException if there is none, or a column is missing
   */
  public static Table forModel(
      Path place,
      TableOptions options,
      Columns columns,
      int inputs,
      boolean isLabelled,
      Configuration hadoop) {
    Layouter layouter =
        files ->
            options.isLibsvm()
                ? new LibsvmLayout(isLabelled, inputs)
                : ColumnChoice.forModel(
                    CsvHead.read(files, options.delimiter(), hadoop),
                    options,
                    columns,
                    inputs,
                    isLabelled);
    return new Table(place, options, hadoop, Piece.BYTES, layouter, null);
  }

  List<Piece> pieces() {
    return pieces;
  }

  Layout layout() {
    return layout;
  }

  /**
   * What its columns are called.
   *
   * @return the label and the features
   */
  public Columns columns() {
    return layout.columns();
  }

  /**
   * The columns that are neither label nor feature.
   *
   * @return their names, or their numbers from 1
   */
  public List<String> ignored() {
    return layout instanceof CsvLayout csv ? csv.ignored() : List.of();
  }

  /**
   * The rows, read by the first call and kept.
   *
   * @param spark where to read them
   * @param slices the partitions, at most as many as there are pieces; as the sizes of the files
   *     suggest where it is empty
   * @return all rows, until this is closed
   * @throws InvalidInputException for the first bad row, if bad rows are not left out, or if there
   *     is no good one
   */
  public TableRows read(JavaSparkContext spark, OptionalInt slices) {
    if (rows == null) {
      List<List<Piece>> shares =
          slices.isPresent()
              ? Piece.slices(pieces, slices.getAsInt())
              : Piece.shares(pieces, pieceBytes);
      rows = TableRows.read(place, shares, layout, scale, options.skipBadRows(), spark, hadoop);
    }
    return rows;
  }

  @Override
  public void expect(ScaleKind kind) {
    scale = kind;
  }

  @Override
  public Dataset rawTrain(JavaSparkContext spark, int slices) {
    return read(spark, OptionalInt.empty()).dataset("train");
  }

  @Override
  public Optional<Dataset> rawTest(JavaSparkContext spark, int slices) {
    return test == null ? Optional.empty() : Optional.of(readTest(spark).dataset("test"));
  }

  @Override
  public Optional<Examples> testExamples(JavaSparkContext spark) {
    return test == null ? Optional.empty() : Optional.of(readTest(spark));
  }

  /** Read by the columns of the training set, whose rows tell how many there are. */
  private TableRows readTest(JavaSparkContext spark) {
    if (testRows == null) {
      int inputs = read(spark, OptionalInt.empty()).facts().features();
      testRows = testTable(inputs).read(spark, OptionalInt.empty());
    }
    return testRows;
  }

  private Table testTable(int inputs) {
    TableOptions sameColumns =
        new TableOptions(
            options.format(),
            Optional.empty(),
            Optional.empty(),
            options.delimiter(),
            options.header(),
            options.skipBadRows());
    return forModel(test, sameColumns, columns(), inputs, true, hadoop);
  }

  /** Looks at the first rows of the test set at once. */
  @Override
  public Source withTest(Path place) {
    Table with = new Table(this, place);
    with.testTable(Math.max(1, layout.width()));
    return with;
  }

  private Table(Table train, Path test) {
    place = train.place;
    options = train.options;
    hadoop = train.hadoop;
    pieces = train.pieces;
    pieceBytes = train.pieceBytes;
    layout = train.layout;
    this.test = test;
  }

  @Override
  public boolean areImages() {
    return false;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
    if (testRows != null) {
      testRows.close();
    }
  }
}
