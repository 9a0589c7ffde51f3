package dev.lockstep.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Labels;
import dev.lockstep.scale.DecimalNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.hadoop.conf.Configuration;

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
  public static final ClassWeights NONE = new ClassWeights("none", new TreeMap<>());

  /** Every class counts as much as every other: N / (C n) for the n of N rows of one of C. */
  public static final ClassWeights BALANCED = new ClassWeights("balanced", new TreeMap<>());

  private static final int MOST_BYTES = 1 << 24;
  private static final int MOST_SHOWN = 8;

  /** Copies the map. */
  public ClassWeights {
    given = Collections.unmodifiableMap(new TreeMap<>(given));
  }

  /**
   * Weights that are known.
   *
   * @param weights one for every class, finite and at least 0
   */
  public static ClassWeights of(Map<String, Double> weights) {
    weights.forEach((name, weight) -> require("the weights given", name, String.valueOf(weight)));
    Map<String, Double> sorted = new TreeMap<>(weights);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    sorted.forEach(json::put);
    return new ClassWeights(json.toString(), sorted);
  }

  /** What an option says: {@code none}, {@code balanced}, given weights or the path of a file. */
  static ClassWeights parse(String text) {
    if (!text.startsWith("{")) {
      return List.of(NONE, BALANCED).stream()
          .filter(kind -> kind.text.equals(text))
          .findFirst()
          .orElseGet(() -> new ClassWeights(text, new TreeMap<>()));
    }
    Map<String, Double> weights = new TreeMap<>();
    JsonNode json = Json.parse(text, text.getBytes(StandardCharsets.UTF_8));
    json.properties().forEach(entry -> weights.put(entry.getKey(), entry.getValue().doubleValue()));
    return of(weights);
  }

  /**
   * The same settings with the contents of a file of class weights, if they name one.
   *
   * @param hadoop how to reach it
   * @throws InvalidInputException if it is not there, or a line is not {@code class,weight}
   */
  public static TrainingSettings read(TrainingSettings settings, Configuration hadoop) {
    ClassWeights weights = settings.get(Settings.CLASS_WEIGHT);
    return weights.isFile()
        ? settings.with(Settings.CLASS_WEIGHT, of(weights.text, hadoop))
        : settings;
  }

  private boolean isFile() {
    return given.isEmpty() && !equals(NONE) && !equals(BALANCED);
  }

  private static ClassWeights of(String path, Configuration hadoop) {
    List<InputFile> files =
        InputFiles.find(HadoopPaths.of(path), "Correct --class-weight.", hadoop);
    InputFile file = files.get(0);
    Map<String, Double> weights = new TreeMap<>();
    String text = new String(file.head(MOST_BYTES, hadoop), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int comma = line.lastIndexOf(',');
      String where = "%s, line %d".formatted(file.name(), number);
      if (comma < 0 && !line.isBlank()) {
        throw new InvalidInputException(
            "Cannot read %s: '%s' is not class,weight. Write a line for each class."
                .formatted(where, MessageText.oneLine(line)));
      }
      if (comma >= 0) {
        String name =
            Classes.shortest(StringEscapeUtils.unescapeCsv(line.substring(0, comma).strip()));
        if (weights.put(name, require(where, name, line.substring(comma + 1).strip())) != null) {
          throw new InvalidInputException(
              "Cannot read %s: the class '%s' has a weight already. Give one for each."
                  .formatted(where, MessageText.oneLine(name)));
        }
      }
    }
    if (weights.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: it has no line class,weight. Write one for each class."
              .formatted(file.name()));
    }
    return of(weights);
  }

  private static double require(String where, String name, String text) {
    double weight = DecimalNumber.parse(text);
    if (weight >= 0) {
      return weight + 0.0;
    }
    throw new InvalidInputException(
        "Cannot read %s: the weight of class '%s' is '%s', not a finite number of 0 or more. Correct it."
            .formatted(where, MessageText.oneLine(name), MessageText.oneLine(text)));
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
          Settings.CLASS_WEIGHT.name(),
          "is for classes, the labels are %s. Leave it out.".formatted(labels.kind()));
    }
    return classes.weighing(equals(BALANCED) ? balanced(classes, counts.get()) : given(classes));
  }

  private static double[] balanced(Classes classes, Map<String, Long> counts) {
    long[] rows = new long[classes.size()];
    counts.forEach((label, count) -> classes.indexOf(label).ifPresent(k -> rows[k] += count));
    double all = 0;
    for (long ofClass : rows) {
      all += ofClass;
    }
    double[] weights = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      weights[k] = all / ((double) rows.length * rows[k]);
    }
    return weights;
  }

  private double[] given(Classes classes) {
    List<String> missing = new ArrayList<>(classes.names());
    missing.removeAll(given.keySet());
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.removeAll(classes.names());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      List<String> wrong = missing.isEmpty() ? unknown : missing;
      throw new InvalidInputException(
          Settings.CLASS_WEIGHT.name(),
          "%s %s. %s, once each; the training set has the classes %s."
              .formatted(
                  missing.isEmpty() ? "names what is no class:" : "lacks the weight of",
                  MessageText.list(wrong.stream().map(MessageText::oneLine).toList(), MOST_SHOWN),
                  "Give the weights of all classes",
                  classes));
    }
    if (given.values().stream().allMatch(weight -> weight == 0)) {
      throw new InvalidInputException(
          Settings.CLASS_WEIGHT.name(),
          "lets no class count: all weights are 0. Give one that is not.");
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
