package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classes of a classifier: the distinct labels, sorted; a class's index is its rank.
 *
 * <p>Where every label is an integer they are sorted as numbers ({@code 2 < 10}), otherwise by code
 * point ({@code "10" < "2" < "a"}). Two ways of writing a number ({@code "07"} and {@code "7"}) are
 * two classes, side by side, in code point order.
 */
public final class Classes implements Labels {
  /** The most that there can be: a column of more different values holds no classes. */
  public static final int MOST = 1 << 16;

  private static final long serialVersionUID = 1L;
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);
  private static final Comparator<String> BY_NUMBER =
      Comparator.<String, BigInteger>comparing(BigInteger::new).thenComparing(BY_CODE_POINT);

  private final List<String> names;
  private final HashMap<String, Integer> indices = new HashMap<>();

  private Classes(List<String> names) {
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
    boolean integers = labels.stream().allMatch(label -> INTEGER.matcher(label).matches());
    TreeSet<String> sorted = new TreeSet<>(integers ? BY_NUMBER : BY_CODE_POINT);
    sorted.addAll(labels);
    if (sorted.size() < 2) {
      throw new InvalidInputException(
          "A classifier needs two classes or more, the training labels are %s. Add rows of another."
              .formatted(sorted.isEmpty() ? "none" : "all " + sorted.first()));
    }
    return new Classes(List.copyOf(sorted));
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
    Integer index = indices.get(label);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * The label of a class, as the data writes it.
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
    return Targets.ofClasses(
        labels.stream().mapToInt(label -> indexOf(label).orElse(-1)).toArray());
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
