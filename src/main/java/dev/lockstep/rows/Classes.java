package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of a classifier: the distinct labels, sorted; a class's index is its rank.
 *
 * <p>Labels that are equal numbers are one class ({@code "+1"}, {@code "1.0"} and {@code "1"}),
 * whose name is the shortest of them. Where every label is a number they are sorted as numbers
 * ({@code 2 < 10}), otherwise by code point ({@code "10" < "2" < "a"}).
 */
public final class Classes implements Labels {
  /** The most that there can be: a column of more different values holds no classes. */
  public static final int MOST = 1 << 16;

  /** So many different whole numbers may be classes where nobody says it. */
  private static final int MOST_WHOLE = 100;

  private static final long serialVersionUID = 1L;

  /** Not so long that its value would be a burden. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?=[.]?[0-9])[0-9]{0,64}([.][0-9]{0,64})?([eE][+-]?[0-9]{1,3})?");

  /** The most characters of a number without an exponent. */
  private static final int LONGEST = 40;

  private static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

  private final List<String> names;
  private final HashMap<String, Integer> indices = new HashMap<>();

  /** Of each class, how much its rows count in learning; null where all count the same. */
  private final double[] weights;

  private Classes(List<String> names, double[] weights) {
    this.weights = weights;
    this.names = names;
    for (String name : names) {
      indices.put(name, indices.size());
    }
  }

  /**
   * The classes that occur among labels.
   *
   * @param labels in any order, with or without repetitions
   * @return their classes
   * @throws InvalidInputException if there are fewer than two, or more than {@link #MOST}
   */
  public static Classes of(Collection<String> labels) {
    if (labels.size() > MOST) {
      throw new InvalidInputException(
          "The label column has more than %d different values. Name that of the class with --label."
              .formatted(MOST));
    }
    TreeSet<String> sorted = new TreeSet<>(order(labels));
    labels.forEach(label -> sorted.add(shortest(label)));
    if (sorted.size() < 2) {
      throw new InvalidInputException(
          "A classifier needs two classes or more, the training labels are %s. Add rows of another."
              .formatted(sorted.isEmpty() ? "none" : "all " + sorted.first()));
    }
    return new Classes(List.copyOf(sorted), null);
  }

  /** The order of labels: as numbers where all of them are, otherwise by code point. */
  public static Comparator<String> order(Collection<String> labels) {
    return areNumbers(labels) ? Comparator.comparing(BigDecimal::new) : BY_CODE_POINT;
  }

  /**
   * Whether labels are more likely classes than numbers: words, or whole numbers of which at most
   * 100 differ, and fewer than half of the rows.
   *
   * @param labels the distinct ones
   * @param rows how many rows have them
   */
  public static boolean areLikely(Collection<String> labels, long rows) {
    return !areNumbers(labels)
        || (labels.size() <= MOST_WHOLE
            && 2L * labels.size() < rows
            && labels.stream().noneMatch(label -> shortest(label).matches(".*[.E].*")));
  }

  /** Whether a text is a number, written in decimal. */
  public static boolean isNumber(String label) {
    return NUMBER.matcher(label).matches();
  }

  /** Whether all texts are numbers. */
  public static boolean areNumbers(Collection<String> labels) {
    return labels.stream().allMatch(Classes::isNumber);
  }

  /**
   * The shortest way to write a number, with an exponent only where it would be long.
   *
   * @return the label itself if it is no number
   */
  public static String shortest(String label) {
    if (!isNumber(label)) {
      return label;
    }
    BigDecimal number = new BigDecimal(label).stripTrailingZeros();
    String plain = number.toPlainString();
    return plain.length() <= LONGEST ? plain : number.toString();
  }

  /**
   * The same classes, whose rows count by their class in learning.
   *
   * @param perClass finite and at least 0
   */
  public Classes weighing(double[] perClass) {
    return new Classes(names, perClass.clone());
  }

  @Override
  public Map<String, Double> classWeights() {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int k = 0; weights != null && k < weights.length; k++) {
      byName.put(names.get(k), weights[k]);
    }
    return byName;
  }

  /** All names in the order of their indices. */
  @Override
  public List<String> names() {
    return names;
  }

  /** The number of classes, dL: 2 or more. */
  public int size() {
    return names.size();
  }

  /** The index of a label, 0 to size - 1; empty for a label that is no class. */
  public OptionalInt indexOf(String label) {
    Integer index = indices.get(shortest(label));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * The label of a class, as the data writes it; a number in its shortest form.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public String name(int index) {
    return names.get(index);
  }

  /**
   * The most probable class, the first of equals, as numpy's {@code argmax}.
   *
   * @param y holds the probabilities of a row
   * @param at where they begin
   * @param count how many there are
   * @return its index
   */
  public static int mostProbable(double[] y, int at, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (y[at + k] > y[at + best]) {
        best = k;
      }
    }
    return best;
  }

  @Override
  public String kind() {
    return "classes";
  }

  @Override
  public int outputs() {
    return size();
  }

  @Override
  public Targets targets(List<String> labels) {
    return Targets.ofClasses(labels.stream().mapToInt(label -> indexOf(label).orElse(-1)).toArray())
        .withClassWeights(weights);
  }

  @Override
  public String whyUnknown() {
    return "the model does not know. Known labels: %s.".formatted(this);
  }

  /** {@code predicted}, and {@code p} with its name for each class. */
  @Override
  public List<String> predictionColumns() {
    return Stream.concat(Stream.of("predicted"), names.stream().map(name -> "p" + name)).toList();
  }

  /** The most probable class, and all probabilities. */
  @Override
  public List<String> prediction(double[] y) {
    String predicted = name(mostProbable(y, 0, y.length));
    return Stream.concat(Stream.of(predicted), Arrays.stream(y).mapToObj(Double::toString))
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Classes classes && names.equals(classes.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** The names as a sentence lists them: {@code 0, 1, 2}; beyond twenty the rest is counted. */
  @Override
  public String toString() {
    return MessageText.list(names, 20);
  }
}
