package dev.lockstep.rows;

import dev.lockstep.scale.DecimalNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labels that are numbers, T in a row: {@code t = (number - mean) / deviation} of the training set,
 * 0 for a column that is the same in all rows; or the number itself where it is a count, or nothing
 * was learned of a training set.
 *
 * @param names of the targets
 * @param areCounts whether they have to be 0 or more, and stay as they are
 * @param means for each target; empty where numbers stay as they are
 * @param deviations for each target, 0 for a constant one; as many
 */
public record NumberLabels(
    List<String> names, boolean areCounts, List<Double> means, List<Double> deviations)
    implements Labels {
  private static final long serialVersionUID = 1L;

  /** What stands between the numbers of a label that has several. */
  public static final String BETWEEN = ",";

  /** Copies the lists. */
  public NumberLabels {
    names = List.copyOf(names);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /**
   * Numbers that stay as they are, until something is {@linkplain Dataset#learn(Labels, int)
   * learned} of them.
   */
  public NumberLabels(List<String> names, boolean areCounts) {
    this(names, areCounts, List.of(), List.of());
  }

  /**
   * The names of the targets of a training set: of the label's columns, or {@code label} and a
   * number where they have none.
   */
  public static List<String> namesOf(DatasetInfo train) {
    List<String> columns = train.columns().labels();
    int width =
        train.labels().keySet().stream().findFirst().map(label -> cells(label).length).orElse(1);
    if (columns.size() == width) {
      return columns;
    }
    return width == 1
        ? List.of("label")
        : IntStream.rangeClosed(1, width).mapToObj(k -> "label" + k).toList();
  }

  /**
   * Whether the labels of a training set are more than one in each row: of several columns, or
   * without names several numbers.
   */
  public static boolean haveSeveral(DatasetInfo train) {
    return train.columns().haveSeveralLabels()
        || (train.columns().labels().isEmpty()
            && namesOf(train).size() > 1
            && train.labels().keySet().stream()
                .flatMap(label -> Arrays.stream(cells(label)))
                .allMatch(cell -> Classes.isNumber(cell.strip())));
  }

  /** The texts of a label's numbers. */
  static String[] cells(String label) {
    return label.split(BETWEEN, -1);
  }

  @Override
  public boolean areScaled() {
    return !areCounts;
  }

  @Override
  public NumberLabels scaledBy(List<Double> offsets, List<Double> divisors) {
    return new NumberLabels(names, areCounts, offsets, divisors);
  }

  @Override
  public String kind() {
    return "targets";
  }

  @Override
  public String summary() {
    return outputs() == 1 ? "1 target" : Labels.super.summary();
  }

  @Override
  public int outputs() {
    return names.size();
  }

  @Override
  public Targets targets(List<String> labels) {
    int width = outputs();
    double[] t = new double[labels.size() * width];
    for (int row = 0; row < labels.size(); row++) {
      String[] cells = cells(labels.get(row));
      for (int k = 0; k < width; k++) {
        t[row * width + k] = cells.length == width ? scaled(number(cells[k]), k) : Double.NaN;
      }
    }
    double[] units = deviations.stream().mapToDouble(Double::doubleValue).toArray();
    return Targets.ofNumbers(t, width).inUnits(means.isEmpty() ? null : units);
  }

  private double scaled(double number, int k) {
    if (means.isEmpty() || Double.isNaN(number)) {
      return number;
    }
    return deviations.get(k) == 0 ? 0 : (number - means.get(k)) / deviations.get(k) + 0.0;
  }

  /** The number that a text writes; NaN if it is none, not finite, or negative where counts are. */
  private double number(String text) {
    double number = DecimalNumber.parse(text);
    return number >= 0 || !areCounts ? number : Double.NaN;
  }

  @Override
  public String whyUnknown() {
    String numbers = outputs() == 1 ? "is not a finite number" : "is not %d finite numbers";
    return "%s%s. Correct it, or leave the row out."
        .formatted(numbers.formatted(outputs()), areCounts ? " of 0 or more" : "");
  }

  @Override
  public List<String> predictionColumns() {
    return names.stream().map(name -> "predicted_" + name).toList();
  }

  /** {@code y deviation + mean} of each target: in its own unit. */
  @Override
  public List<String> prediction(double[] y) {
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < y.length; k++) {
      texts.add(Double.toString(inOwnUnit(y[k], k)));
    }
    return Collections.unmodifiableList(texts);
  }

  /** What an output or a target t is as the data writes it. */
  public double inOwnUnit(double number, int k) {
    return means.isEmpty() ? number : number * deviations.get(k) + means.get(k);
  }
}
