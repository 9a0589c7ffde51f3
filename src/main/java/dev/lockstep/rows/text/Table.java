package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MistakenFormat;
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
 * A table of text. The driver finds its files and decides by the first rows what the columns are;
 * tasks read the rows. They are numbered from 0 through all files in the order of their names, not
 * counting empty lines and bad rows that are left out.
 */
public final class Table implements Source {
  private static final String HINT = "A table is a file, a folder of parts or a pattern.";

  private final String place;
  private final TableOptions options;
  private final Configuration hadoop;
  private final List<Piece> pieces;
  private final long pieceBytes;
  private final TextFormat.Layout layout;
  private Path test;
  private ScaleKind scale = ScaleKind.NONE;
  private TableRows rows;
  private TableRows testRows;

  private Table(
      Path place,
      TableOptions options,
      Optional<TextFormat.Model> model,
      Configuration hadoop,
      long pieceBytes) {
    this.place = place.toString();
    this.options = options;
    this.hadoop = hadoop;
    this.pieceBytes = pieceBytes;
    List<InputFile> files = InputFiles.find(place, HINT, hadoop);
    MistakenFormat.adviceFor(files.get(0).head(TextFormats.HEAD, hadoop))
        .ifPresent(
            advice -> {
              throw new InvalidInputException(
                  "Cannot read %s: it is no table. %s".formatted(files.get(0).name(), advice));
            });
    TextFormat format = options.format().orElseGet(TextFormats::byDefault);
    layout = format.layout(files, options, model, hadoop);
    pieces = Piece.cut(files, pieceBytes, hadoop);
  }

  /**
   * Finds a training set and looks at its first rows.
   *
   * @param place a file, a folder of parts or a pattern such as {@code parts/*.csv}, gzipped or
   *     plain, on any path that Hadoop reads
   * @param options how to read it; CSV if they name no format
   * @param hadoop how to reach it
   * @return the table
   * @throws InvalidInputException if there is none, or it is not clear what its columns are
   */
  public static Table open(Path place, TableOptions options, Configuration hadoop) {
    return open(place, options, hadoop, Piece.BYTES);
  }

  /** Cuts into pieces of another size, which changes nothing. */
  static Table open(Path place, TableOptions options, Configuration hadoop, long pieceBytes) {
    return new Table(place, options, Optional.empty(), hadoop, pieceBytes);
  }

  /**
   * Finds rows to use a model on.
   *
   * @param place as in {@link #open}
   * @param options how to read it
   * @param model what it needs of them; columns are found again by their names where there are any
   * @param hadoop how to reach it
   * @return the table
   * @throws InvalidInputException if there is none, or a column is missing
   */
  public static Table forModel(
      Path place, TableOptions options, TextFormat.Model model, Configuration hadoop) {
    return new Table(place, options, Optional.of(model), hadoop, Piece.BYTES);
  }

  List<Piece> pieces() {
    return pieces;
  }

  TextFormat.Layout layout() {
    return layout;
  }

  /** The names of the label and the features. */
  public Columns columns() {
    return layout.columns();
  }

  /** The columns that are neither label nor feature: their names, or their numbers from 1. */
  public List<String> ignored() {
    return layout.ignored();
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
      rows = TableRows.read(place, shares, layout, scale, options.skipsBadRows(), spark, hadoop);
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
    TableOptions sameColumns = options.without(TableOptions.LABEL).without(TableOptions.FEATURES);
    return forModel(test, sameColumns, new TextFormat.Model(columns(), inputs, true), hadoop);
  }

  /** Looks at the first rows of the test set at once. */
  @Override
  public Source withTest(Path place) {
    test = place;
    testTable(Math.max(1, layout.width()));
    return this;
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
