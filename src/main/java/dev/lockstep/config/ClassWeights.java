package dev.lockstep.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How much the rows of each class count in learning, beside their own weights: all the same ({@code
 * none}), {@code balanced}, or as they are given. They act on the gradient and the loss that it is
 * of; scores and metrics do not know them.
 *
 * @param text as an option has it: {@code none}, {@code balanced}, a file that has not been read
 *     yet, or given weights as a JSON object
 * @param given weights by the names of their classes; empty if there are none
 */
public record ClassWeights(String text, Map<String, Double> given) {
  /** The rows of all classes count the same. */
  public static final ClassWeights NONE = new ClassWeights("none", Map.of());

  /**
   * Every class counts as much as every other: N / (C n) for the n of N rows of one of C classes
   * that have rows, and 0 for those that a model knows and the training set lacks.
   */
  public static final ClassWeights BALANCED = new ClassWeights("balanced", Map.of());

  static final String NAME = "class-weight";
  private static final int MOST_SHOWN = 8;

  /** Copies the map. */
  public ClassWeights {
    given = Collections.unmodifiableMap(new TreeMap<>(given));
  }

  /**
   * Weights that are known.
   *
   * @param weights one for every class, finite and at least 0
   * @throws InvalidInputException if one is not, or all are 0
   */
  public static ClassWeights of(Map<String, Double> weights) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(weights).forEach(json::put);
    boolean areFine =
        weights.values().stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight));
    if (!areFine || weights.values().stream().allMatch(weight -> weight == 0)) {
      throw new InvalidInputException(
          NAME, "is %s. Give finite numbers of 0 or more, not all of them 0.".formatted(json));
    }
    return new ClassWeights(json.toString(), weights);
  }

  /** What an option says: {@code none}, {@code balanced}, given weights or the path of a file. */
  static ClassWeights parse(String text) {
    if (!text.startsWith("{")) {
      return List.of(NONE, BALANCED).stream()
          .filter(kind -> kind.text.equals(text))
          .findFirst()
          .orElseGet(() -> new ClassWeights(text, Map.of()));
    }
    Map<String, Double> weights = new TreeMap<>();
    JsonNode json = Json.parse(text, text.getBytes(StandardCharsets.UTF_8));
    json.properties().forEach(entry -> weights.put(entry.getKey(), entry.getValue().doubleValue()));
    return of(weights);
  }

  /** The path of the file that holds the weights, as long as it has not been read. */
  public Optional<String> file() {
    boolean isFile = given.isEmpty() && !equals(NONE) && !equals(BALANCED);
    return isFile ? Optional.of(text) : Optional.empty();
  }

  /**
   * What labels mean to rows that are learned from.
   *
   * @param labels what they mean
   * @param counts how many rows of the training set have each label; asked only if that matters
   * @return the same, with weights where there are some
   * @throws InvalidInputException if labels are no classes, one of them has no weight, or there is
   *     a weight of another
   */
  public Labels weighing(Labels labels, Supplier<Map<String, Long>> counts) {
    if (equals(NONE)) {
      return labels;
    }
    if (!(labels instanceof Classes classes)) {
      throw new InvalidInputException(
          NAME, "is for classes, the labels are %s. Leave it out.".formatted(labels.kind()));
    }
    if (file().isPresent()) {
      throw new InvalidInputException(
          NAME, "is the file %s, which has not been read. Give its weights.".formatted(text));
    }
    return classes.weighing(equals(BALANCED) ? balanced(classes, counts.get()) : given(classes));
  }

  private static double[] balanced(Classes classes, Map<String, Long> counts) {
    long[] rows = new long[classes.size()];
    counts.forEach((label, count) -> classes.indexOf(label).ifPresent(k -> rows[k] += count));
    double all = Arrays.stream(rows).sum();
    double known = Arrays.stream(rows).filter(ofClass -> ofClass > 0).count();
    return Arrays.stream(rows)
        .mapToDouble(ofClass -> ofClass == 0 ? 0 : all / (known * ofClass))
        .toArray();
  }

  private double[] given(Classes classes) {
    List<String> missing = new ArrayList<>(classes.names());
    missing.removeAll(given.keySet());
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.removeAll(classes.names());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      List<String> wrong = missing.isEmpty() ? unknown : missing;
      throw new InvalidInputException(
          NAME,
          "%s %s. Give the weights of all classes, once each; the training set has the classes %s."
              .formatted(
                  missing.isEmpty() ? "names what is no class:" : "lacks the weight of",
                  MessageText.list(wrong.stream().map(MessageText::oneLine).toList(), MOST_SHOWN),
                  classes));
    }
    return classes.names().stream().mapToDouble(given::get).toArray();
  }

  /** As JSON files have them: an object of weights, or the text. */
  Object json() {
    return given.isEmpty() ? text : given;
  }

  @Override
  public String toString() {
    return text;
  }
}
