package dev.lockstep.cli;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.ScaleKind;
import dev.lockstep.rows.Source;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The options that say what becomes of the rows before they are learned. */
final class PreparationOptions {
  @Option(
      names = "--test",
      paramLabel = "PATH",
      converter = OptionValue.Place.class,
      description =
          "A table to test on, of the same form as --data. IDX folders have a test set of their"
              + " own. Default: none.")
  private Path test;

  @Option(
      names = "--test-fraction",
      paramLabel = "X",
      converter = OptionValue.Real.class,
      description =
          "Of a table: keep the share X of its rows, above 0 and below 1, to test on. --seed and a"
              + " row's number decide, as the README says. Default: none.")
  private Double testFraction;

  @Option(
      names = "--scale",
      paramLabel = "KIND",
      converter = OptionValue.Scale.class,
      description =
          "How numbers become x: none, unit (a byte / 255), minmax (0 to 1 in each column of the"
              + " training set) or standard (mean 0, standard deviation 1; makes sparse rows"
              + " dense). Default: unit for images, standard for tables.")
  private ScaleKind scale;

  /**
   * Where the test set lies, if it was named, with all options checked.
   *
   * @throws InvalidInputException if the share is out of range or there are two test sets
   */
  Optional<Path> test() {
    if (test != null && testFraction != null) {
      throw new InvalidInputException(
          "--test names a test set, --test-fraction takes one out of --data. Give one of them.");
    }
    if (testFraction != null && !(testFraction > 0 && testFraction < 1)) {
      throw new InvalidInputException(
          "--test-fraction is %s, which is out of range: above 0 and below 1."
              .formatted(testFraction));
    }
    return Optional.ofNullable(test);
  }

  /**
   * The share of the rows to test on, or 0.
   *
   * @throws InvalidInputException if the data have a test set of their own
   */
  double testFraction(Source source) {
    if (testFraction != null && source.areImages()) {
      throw new InvalidInputException(
          "--test-fraction cannot be used with a folder of IDX files, which has its own test set."
              + " Leave it out.");
    }
    return testFraction == null ? 0 : testFraction;
  }

  /** How numbers become x. */
  ScaleKind scale(Source source) {
    if (scale == null) {
      return source.areImages() ? ScaleKind.UNIT : ScaleKind.STANDARD;
    }
    return scale;
  }
}
