package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.config.TableDefaults;
import dev.lockstep.config.Task;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.Understood;
import dev.lockstep.rows.columns.ColumnEncoder;
import dev.lockstep.rows.columns.ColumnLearner;
import dev.lockstep.rows.split.Parts;
import dev.lockstep.rows.split.TestSplit;
import dev.lockstep.rows.split.ValidationSplit;
import dev.lockstep.rows.text.Table;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a training learns from: where the rows are, and what is to become of them.
 *
 * @param path how the user named them
 * @param train the rows to learn from
 * @param test the rows to test on, if they have a source of their own; read after the others
 * @param validation likewise those to validate on
 * @param initial the model that training begins with, if it does
 * @param arguments the options that say what becomes of them
 */
record TrainingData(
    String path,
    RowSource train,
    Optional<RowSource> test,
    Optional<RowSource> validation,
    Optional<InitialModel> initial,
    Arguments arguments)
    implements AutoCloseable {
  private static final Setting<Path> TEST =
      Setting.optional(
          "test",
          Arguments.PATHS,
          "A table to test on, of the same form as --data. IDX folders have a test set of their"
              + " own. Default: none.");

  private static final Setting<Double> TEST_FRACTION =
      Setting.optional(
          "test-fraction",
          Values.real().within(x -> x > 0 && x < 1, "above 0 and below 1"),
          "Keep the share X of the rows, above 0 and below 1, to test on. --seed and a"
              + " row's number decide, as the page on tables says. Default: none.");

  private static final Setting<Path> VALIDATION =
      Setting.optional(
          "validation",
          Arguments.PATHS,
          "A table, or another folder of IDX files, to validate on after every epoch, of the same"
              + " form as --data; it tells the best epoch. Default: none.");

  private static final Setting<Double> VALIDATION_FRACTION =
      Setting.optional(
          "validation-fraction",
          Values.real().within(x -> x > 0 && x < 1, "above 0 and below 1"),
          "Keep the share X of the rows of every class, above 0 and below 1, to validate on, of"
              + " those that --test-fraction leaves. Default: none.");

  private static final Setting<ScaleKind> SCALE =
      Setting.optional(
          "scale",
          Values.choice(List.of(ScaleKind.values())),
          "How numbers become x: none, unit (a byte / 255), minmax (0 to 1 in each column of the"
              + " training set) or standard (mean 0, standard deviation 1; makes sparse rows"
              + " dense). Default: unit for images, standard for tables.");

  /** The options that say what becomes of the rows before they are learned. */
  static final List<Setting<?>> OPTIONS =
      List.of(TEST, TEST_FRACTION, VALIDATION, VALIDATION_FRACTION, SCALE);

  /**
   * The sets that were read.
   *
   * @param train the training set
   * @param test the test set, if there is one
   * @param validation the validation set, if there is one
   * @param scaling how numbers become x: as the model has it, or learned of the training set
   * @param initial the model that training begins with
   * @param settings of the training, which know whether classes or numbers are learned
   * @param source where all of them come from
   * @param release to be called once the training set is packed: it is kept once only
   */
  record Sets(
      Dataset train,
      Optional<Dataset> test,
      Optional<Dataset> validation,
      Scaling scaling,
      Optional<InitialModel> initial,
      TrainingSettings settings,
      DataProvenance source,
      Runnable release) {}

  /**
   * Where the test set lies, if it was named.
   *
   * @throws InvalidInputException if there are two test sets
   */
  static Optional<Path> test(Arguments arguments) {
    if (arguments.has(TEST) && arguments.has(TEST_FRACTION)) {
      throw new InvalidInputException(
          "--test names a test set, --test-fraction takes one out of --data. Give one of them.");
    }
    return arguments.find(TEST);
  }

  /**
   * Where the validation set lies, if it was named.
   *
   * @throws InvalidInputException if there are two validation sets
   */
  static Optional<Path> validation(Arguments arguments) {
    if (arguments.has(VALIDATION) && arguments.has(VALIDATION_FRACTION)) {
      throw new InvalidInputException(
          "--validation names a validation set, --validation-fraction takes one out of --data. Give one of them.");
    }
    return arguments.find(VALIDATION);
  }

  /** Whether a validation set is asked for. */
  static boolean areValidated(Arguments arguments) {
    return arguments.has(VALIDATION) || arguments.has(VALIDATION_FRACTION);
  }

  /**
   * Checks that a test set is asked for only once.
   *
   * @throws InvalidInputException if the data have a test set of their own
   */
  TrainingData {
    if (arguments.has(TEST_FRACTION) && test.isPresent()) {
      throw new InvalidInputException(
          TEST_FRACTION.name(),
          "cannot be used with IDX files that have their own test set. Leave it out.");
    }
  }

  /**
   * Reads the sets.
   *
   * @param settings what they are for; the seed decides which rows are tested on
   * @param spark where to read them
   * @param slots how many tasks run at once
   */
  Sets read(TrainingSettings settings, JavaSparkContext spark, int slots) {
    double fraction = arguments.find(TEST_FRACTION).orElse(0.0);
    double toValidate = arguments.find(VALIDATION_FRACTION).orElse(0.0);
    boolean isCut = fraction > 0 || toValidate > 0;
    ScaleKind scale = scale();
    OptionalInt asFound = OptionalInt.empty();
    Dataset all = train.read(spark, asFound, isCut ? scale.withoutLearning() : scale);
    TrainingSettings decided = settings.decided(all.info(), all.areImages());
    Dataset learned = all;
    Optional<Dataset> tested = Optional.empty();
    Optional<Dataset> validated = Optional.empty();
    // The rows of sets that were cut out of one are kept together, and all of them read again.
    Runnable release = isCut ? () -> {} : train::close;
    if (fraction > 0) {
      Parts parts = TestSplit.of(all, fraction, settings.seed(), slots, areClasses(decided, all));
      learned = parts.train();
      tested = Optional.of(parts.heldOut());
    }
    if (toValidate > 0) {
      Optional<Classes> classes =
          areClasses(decided, learned)
              ? Optional.of((Classes) decided.output().labels(learned.info()))
              : Optional.empty();
      Parts parts = ValidationSplit.of(learned, toValidate, settings.seed(), slots, classes);
      learned = parts.train();
      validated = Optional.of(parts.heldOut());
    }
    if (isTable()) {
      decided = TableDefaults.fit(decided, arguments::has, learned.size());
    }
    Optional<TrainedModel> model = initial.flatMap(InitialModel::model);
    Scaling scaling;
    if (model.isPresent()) {
      learned = ColumnEncoder.encode(learned, model.get().columns());
      scaling = initial.get().scaling(learned.info().columns()).orElseThrow();
    } else {
      scaling = ColumnLearner.learn(learned, scale, slots);
      learned = ColumnEncoder.encodeTraining(learned, scaling.columns());
    }
    Columns columns = scaling.columns();
    Function<RowSource, Dataset> read =
        rows -> {
          rows.fit(columns);
          return rows.read(spark, asFound, scale.withoutLearning());
        };
    tested = tested.or(() -> test.map(read)).map(rows -> ColumnEncoder.encode(rows, columns));
    validated =
        validated.or(() -> validation.map(read)).map(rows -> ColumnEncoder.encode(rows, columns));
    DataProvenance source =
        DataProvenance.of(path, learned, tested, validated, scale, fraction, toValidate)
            .saying(task(settings, decided, all))
            .saying(untested())
            .saying(fraction == 0 ? doubt("test", tested, "training", all) : List.of());
    if (toValidate == 0) {
      source = source.saying(doubt("validation", validated, "training", all));
    }
    if (!isCut && tested.isPresent()) {
      source = source.saying(doubt("validation", validated, "test", tested.get()));
    }
    if (model.isPresent()) {
      source = source.startingFrom(model.get().parameters().sha256());
    }
    return new Sets(learned, tested, validated, scaling, initial, decided, source, release);
  }

  /** Whether there are rows to test on, of their own or cut out. */
  boolean isTested() {
    return test.isPresent() || arguments.has(TEST_FRACTION);
  }

  /** Whether the rows are a table's, whose settings have defaults of their own. */
  boolean isTable() {
    return train instanceof Table;
  }

  /** As the model has it, or as it was chosen. */
  private ScaleKind scale() {
    Optional<ScaleKind> chosen = arguments.find(SCALE);
    Optional<ScaleKind> kept =
        initial.flatMap(InitialModel::model).map(model -> model.scaling().kind());
    if (kept.isPresent() && chosen.isPresent() && !chosen.equals(kept)) {
      throw new InvalidInputException(
          SCALE.name(),
          "is %s, but the model of --init-from keeps its scaling, %s. Leave it out."
              .formatted(chosen.get(), kept.get()));
    }
    return kept.or(() -> chosen).orElseGet(train::usualScale);
  }

  /** Points out a set whose files are those of another. */
  private static List<Understood> doubt(
      String name, Optional<Dataset> doubted, String otherName, Dataset other) {
    Set<String> files = Set.copyOf(other.info().sha256().values());
    return doubted.filter(set -> files.equals(Set.copyOf(set.info().sha256().values()))).stream()
        .map(set -> new Understood("note", "the %s set is the %s set".formatted(name, otherName)))
        .toList();
  }

  private static boolean areClasses(TrainingSettings decided, Dataset rows) {
    return decided.output().learnsClasses() && !NumberLabels.haveSeveral(rows.info());
  }

  /** What is said of a table of which no rows are kept to test on. */
  private List<Understood> untested() {
    return !isTable() || isTested()
        ? List.of()
        : List.of(
            new Understood(
                "test",
                "no rows, so that nothing tells how it does on new ones (--test-fraction 0.2, --test)"));
  }

  /** What is said of labels that are numbers, or were not taken for classes, unless by request. */
  private List<Understood> task(TrainingSettings asked, TrainingSettings decided, Dataset rows) {
    if (asked.get(Settings.TASK) != Task.AUTO) {
      return List.of();
    }
    if (areClasses(decided, rows)) {
      Set<String> classes = rows.info().labels().keySet();
      return isTable() && classes.size() > 2 && Classes.areNumbers(classes)
          ? List.of(new Understood("task", "classes (--task regress takes the labels for numbers)"))
          : List.of();
    }
    int labels = NumberLabels.namesOf(rows.info()).size();
    String task =
        decided.output().learnsClasses()
            ? "%d labels of 0 and 1 (--task regress takes them for numbers)".formatted(labels)
            : (labels > 1
                    ? "regression of %d targets, loss %s"
                    : "regression, loss %2$s (--task classify takes the labels for classes)")
                .formatted(labels, decided.text(Settings.LOSS));
    return List.of(new Understood("task", task));
  }

  @Override
  public void close() {
    train.close();
    test.ifPresent(RowSource::close);
    validation.ifPresent(RowSource::close);
  }
}
