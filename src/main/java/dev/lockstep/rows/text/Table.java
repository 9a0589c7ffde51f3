package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.io.MistakenFormat;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.RowSource;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.ScaleKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A table of text. The driver finds its files and decides by the first rows what the columns are;
 * tasks read the rows. They are numbered from 0 through all files in the order of their names;
 * empty lines are no rows. Rows that are left out keep their places, but have no number.
 */
public final class Table implements RowSource {
  private static final String TRAIN = "train";
  private static final String HINT = "A table is a file, a folder of parts or a pattern.";

  private final String place;
  private final TableOptions options;
  private final Configuration hadoop;
  private final List<Piece> pieces;
  private final long pieceBytes;
  private final TextFormat.Layout layout;
  private final boolean isTraining;
  private final String name;
  private TableRows rows;

  private Table(
      Path place,
      List<InputFile> files,
      TableOptions options,
      Optional<TextFormat.Model> model,
      String name,
      Configuration hadoop,
      long pieceBytes) {
    this.place = place.toString();
    this.options = options;
    this.hadoop = hadoop;
    this.pieceBytes = pieceBytes;
    this.name = name;
    isTraining = name.equals(TRAIN);
    InputFiles.requireNoTwins(files);
    MistakenFormat.requireNone(files.get(0).name(), files.get(0).head(TextFormats.HEAD, hadoop));
    TextFormat format = options.format().map(Table::format).orElseGet(TextFormats::byDefault);
    TextFormats.requireKnown(options, format.options(), format.name().toUpperCase(Locale.ROOT));
    layout = format.layout(files, options, model, hadoop);
    pieces = Piece.cut(files, pieceBytes, options, hadoop);
  }

  private static TextFormat format(String name) {
    return TextFormats.named(name)
        .orElseThrow(() -> new IllegalArgumentException("No format is called " + name));
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

  /**
   * The same of files that were found, one or more.
   *
   * @param place what messages call them
   * @param model whose columns they have to have, if training begins with one
   */
  public static Table of(
      Path place,
      List<InputFile> files,
      TableOptions options,
      Optional<TextFormat.Model> model,
      Configuration hadoop) {
    return new Table(place, files, options, model, TRAIN, hadoop, Piece.BYTES);
  }

  /** Cuts into pieces of another size, which changes nothing. */
  static Table open(Path place, TableOptions options, Configuration hadoop, long pieceBytes) {
    List<InputFile> files = InputFiles.find(place, HINT, hadoop);
    return new Table(place, files, options, Optional.empty(), TRAIN, hadoop, pieceBytes);
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
    return forModel(place, InputFiles.find(place, HINT, hadoop), options, model, hadoop);
  }

  /** The same of files that were found, one or more. */
  public static Table forModel(
      Path place,
      List<InputFile> files,
      TableOptions options,
      TextFormat.Model model,
      Configuration hadoop) {
    return new Table(place, files, options, Optional.of(model), "test", hadoop, Piece.BYTES);
  }

  List<Piece> pieces() {
    return pieces;
  }

  TextFormat.Layout layout() {
    return layout;
  }

  /** The names of label, weight and features. */
  public Columns columns() {
    return layout.columns();
  }

  @Override
  public List<String> kept() {
    return layout.keptNames();
  }

  @Override
  public int leastFeatures() {
    return Math.max(1, layout.leastWidth());
  }

  /**
   * The columns that are neither label nor weight nor feature: their names, or their numbers from
   * 1.
   */
  public List<String> ignored() {
    return layout.ignored();
  }

  /** The rows, read by the first call and kept. */
  @Override
  public Dataset read(JavaSparkContext spark, OptionalInt slices, ScaleKind scale) {
    if (rows == null) {
      List<List<Piece>> shares =
          slices.isPresent()
              ? Piece.slices(pieces, slices.getAsInt())
              : Piece.shares(pieces, pieceBytes);
      rows =
          TableRows.read(
              name,
              place,
              shares,
              layout,
              scale,
              options.skipsBadRows(),
              isTraining,
              spark,
              hadoop);
      if (isTraining) {
        requireSeveral(place, rows.data().info());
      }
    }
    return rows.data();
  }

  /**
   * Checks that there is something to be learned: two labels or more.
   *
   * @param place where the training set lies
   * @throws InvalidInputException naming the column that was taken for the label
   */
  static void requireSeveral(String place, DatasetInfo info) {
    if (info.labels().size() == 1) {
      String column = info.columns().label();
      throw new InvalidInputException(
          "Cannot learn from %s: %s was taken for the label, but all rows%s have the same value, '%s'. Name the column to learn: --label."
              .formatted(
                  place,
                  column.isEmpty()
                      ? "the label"
                      : "column '%s'".formatted(MessageText.oneLine(column)),
                  info.skipped() == 0 ? "" : " but %d that were left out".formatted(info.skipped()),
                  MessageText.oneLine(info.labels().keySet().iterator().next())));
    }
  }

  /**
   * Finds rows to test or validate on; their columns are looked at once it is known what learning
   * needs.
   *
   * @param set what messages call them, such as {@code test}
   * @param test where they are
   * @return rows of the columns of this training set, to be read after it
   * @throws InvalidInputException if there are none
   */
  public RowSource testOf(String set, Path test) {
    InputFiles.find(test, HINT, hadoop);
    return new TestRows(set, test);
  }

  private Table tableLike(String set, Path test, int inputs, Optional<RawColumns> raw) {
    TableOptions sameColumns =
        options
            .without(TableOptions.LABEL)
            .without(TableOptions.FEATURES)
            .without(TableOptions.CATEGORIES)
            .without(TableOptions.MAX_LEVELS)
            .without(TableOptions.MISSING)
            .without(TableOptions.WEIGHT);
    return new Table(
        test,
        InputFiles.find(test, HINT, hadoop),
        sameColumns,
        Optional.of(new TextFormat.Model(columns(), raw, inputs, true)),
        set,
        hadoop,
        Piece.BYTES);
  }

  /** Rows to test on, of the columns that the training set is found to have once it is read. */
  private final class TestRows implements RowSource {
    private final String set;
    private final Path test;
    private Columns learned = Columns.NONE;
    private Table table;

    TestRows(String set, Path test) {
      this.set = set;
      this.test = test;
    }

    @Override
    public void fit(Columns ofTraining) {
      learned = ofTraining;
    }

    @Override
    public Dataset read(JavaSparkContext spark, OptionalInt slices, ScaleKind scale) {
      if (table == null) {
        Dataset train = Table.this.read(spark, slices, scale);
        Optional<RawColumns> raw =
            train
                .raw()
                .map(
                    all ->
                        learned.sources().isEmpty()
                            ? all
                            : RawColumns.of(learned.sources(), all.missing()));
        table = tableLike(set, test, train.features(), raw);
      }
      return table.read(spark, slices, scale);
    }

    @Override
    public void close() {
      if (table != null) {
        table.close();
      }
    }
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
