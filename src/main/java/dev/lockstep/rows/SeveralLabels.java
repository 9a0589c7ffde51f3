package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Several labels of a row, each of which applies to it or does not: t = 1 or 0.
 *
 * @param names of the labels, two or more
 */
public record SeveralLabels(List<String> names) implements Labels {
  /** What files call the names. */
  public static final String KIND = "labels";

  private static final long serialVersionUID = 1L;

  /**
   * Copies the names.
   *
   * @throws InvalidInputException if there are fewer than two
   */
  public SeveralLabels {
    names = List.copyOf(names);
    if (names.size() < 2) {
      throw new InvalidInputException(
          "Several labels are two or more, not %d.".formatted(names.size()));
    }
  }

  /**
   * Whether the labels of a training set are such: more than one in each row, all of them 0 or 1.
   * Not where they are so many that not all of them are known.
   */
  public static boolean areIn(DatasetInfo train) {
    return NumberLabels.haveSeveral(train)
        && train.labels().size() <= Classes.MOST
        && new SeveralLabels(NumberLabels.namesOf(train)).firstUnknown(train.labels()).isEmpty();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int outputs() {
    return names.size();
  }

  @Override
  public Targets targets(List<String> labels) {
    return Targets.ofNumbers(
        labels.stream().flatMapToDouble(this::targetsOfRow).toArray(), outputs());
  }

  private DoubleStream targetsOfRow(String label) {
    String[] cells = NumberLabels.cells(label);
    return cells.length == outputs()
        ? Arrays.stream(cells).mapToDouble(SeveralLabels::target)
        : DoubleStream.generate(() -> Double.NaN).limit(outputs());
  }

  /** The number 1 or 0, in any way to write it; NaN of another text. */
  private static double target(String cell) {
    return switch (Classes.shortest(cell.strip())) {
      case "0" -> 0;
      case "1" -> 1;
      default -> Double.NaN;
    };
  }

  @Override
  public String whyUnknown() {
    return "is not %d labels of 0 and 1. Correct it, leave the row out, or learn numbers with --task regress."
        .formatted(outputs());
  }

  /** Whether a label is predicted: where its probability is above one half. */
  public static boolean isPredicted(double y) {
    return y > 0.5;
  }

  /** {@code predicted_} with the name of each label, then {@code p_} with each. */
  @Override
  public List<String> predictionColumns() {
    return Stream.of("predicted_", "p_")
        .flatMap(prefix -> names.stream().map(name -> prefix + name))
        .toList();
  }

  /** 1 of each label that is predicted, 0 of the others, and all probabilities. */
  @Override
  public List<String> prediction(double[] y) {
    return Stream.concat(
            Arrays.stream(y).mapToObj(p -> isPredicted(p) ? "1" : "0"),
            Arrays.stream(y).mapToObj(Double::toString))
        .toList();
  }
}
