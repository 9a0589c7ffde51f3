package dev.lockstep.cli;

import dev.lockstep.config.Settings;
import dev.lockstep.config.Task;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.TestSplit;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.ScaleKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The data of a run as they were read, and cut in two where that was asked for.
 *
 * @param train the training set
 * @param test the test set, if there is one
 * @param scale how numbers are to become x
 * @param settings what is to be learned, classes or numbers
 * @param source where all of them come from
 * @param release gives back what the source of the training set keeps
 */
record PreparedData(
    Dataset train,
    Optional<Dataset> test,
    ScaleKind scale,
    TrainingSettings settings,
    DataProvenance source,
    Runnable release) {
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

  private static final Setting<ScaleKind> SCALE =
      Setting.optional(
          "scale",
          Values.choice(List.of(ScaleKind.values())),
          "How numbers become x: none, unit (a byte / 255), minmax (0 to 1 in each column of the"
              + " training set) or standard (mean 0, standard deviation 1; makes sparse rows"
              + " dense). Default: unit for images, standard for tables.");

  /** The options that say what becomes of the rows before they are learned. */
  static final List<Setting<?>> OPTIONS = List.of(TEST, TEST_FRACTION, SCALE);

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
   * Checks that a test set is asked for only once.
   *
   * @throws InvalidInputException if the data have a test set of their own
   */
  static void requireFits(Arguments arguments, TrainingSources sources) {
    if (arguments.has(TEST_FRACTION) && sources.test().isPresent()) {
      throw new InvalidInputException(
          TEST_FRACTION.name(),
          "cannot be used with IDX files that have their own test set. Leave it out.");
    }
  }

  /**
   * Reads the data sets.
   *
   * @param path how the user named them
   * @param sources where they are
   * @param arguments what is to become of them
   * @param settings what they are for; the seed decides which rows are tested on
   * @param spark where to read them
   * @param slots how many tasks run at once
   */
  static PreparedData read(
      String path,
      TrainingSources sources,
      Arguments arguments,
      TrainingSettings settings,
      JavaSparkContext spark,
      int slots) {
    double fraction = arguments.find(TEST_FRACTION).orElse(0.0);
    ScaleKind scale = arguments.find(SCALE).orElse(sources.train().usualScale());
    OptionalInt asFound = OptionalInt.empty();
    if (fraction == 0) {
      Dataset train = sources.train().read(spark, asFound, scale);
      Optional<Dataset> test =
          sources.test().map(rows -> rows.read(spark, asFound, ScaleKind.NONE));
      TrainingSettings decided = settings.decided(train.info(), train.areImages());
      return new PreparedData(
          train,
          test,
          scale,
          decided,
          DataProvenance.of(path, train, test, scale, fraction)
              .saying(task(settings, decided, train)),
          sources.train()::close);
    }
    Dataset all = sources.train().read(spark, asFound, ScaleKind.NONE);
    TrainingSettings decided = settings.decided(all.info(), all.areImages());
    TestSplit.Parts parts =
        TestSplit.of(all, fraction, settings.seed(), slots, areClasses(decided, all));
    Optional<Dataset> test = Optional.of(parts.test());
    return new PreparedData(
        parts.train(),
        test,
        scale,
        decided,
        DataProvenance.of(path, parts.train(), test, scale, fraction)
            .saying(task(settings, decided, all)),
        () -> {}); // the rows of both sets are kept together, and the test set is read once more
  }

  private static boolean areClasses(TrainingSettings decided, Dataset rows) {
    return decided.output().learnsClasses() && !NumberLabels.haveSeveral(rows.info());
  }

  /** What is said of labels that were not taken for classes where nobody asked for it. */
  private static List<Understood> task(
      TrainingSettings asked, TrainingSettings decided, Dataset rows) {
    if (asked.get(Settings.TASK) != Task.AUTO || areClasses(decided, rows)) {
      return List.of();
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

  /** To be called once the training set is packed: it is kept once only. */
  void trainIsPacked() {
    release.run();
  }
}
