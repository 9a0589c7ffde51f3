package dev.lockstep.cli;

import dev.lockstep.config.ClassWeights;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.DecimalNumber;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.hadoop.conf.Configuration;

/** The file that {@code --class-weight} names: lines {@code class,weight}, one for every class. */
final class ClassWeightFile {
  private static final int MOST_BYTES = 1 << 24;

  private final String name;
  private final Map<String, Double> weights = new TreeMap<>();

  private ClassWeightFile(String name) {
    this.name = name;
  }

  /**
   * The same settings with the contents of the file, if they name one.
   *
   * @param hadoop how to reach it
   * @throws InvalidInputException if it is not there, or a line is not {@code class,weight}
   */
  static TrainingSettings readIn(TrainingSettings settings, Configuration hadoop) {
    Optional<String> file = settings.get(Settings.CLASS_WEIGHT).file();
    return file.isEmpty()
        ? settings
        : settings.with(Settings.CLASS_WEIGHT, read(file.get(), hadoop));
  }

  private static ClassWeights read(String path, Configuration hadoop) {
    InputFile found =
        InputFiles.find(HadoopPaths.of(path), "Correct --class-weight.", hadoop).get(0);
    ClassWeightFile file = new ClassWeightFile(found.name());
    String text = new String(found.head(MOST_BYTES, hadoop), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        file.add(number, line);
      }
    }
    if (file.weights.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: it has no line class,weight. Write one for each class."
              .formatted(file.name));
    }
    return ClassWeights.of(file.weights);
  }

  private void add(int number, String line) {
    int comma = line.lastIndexOf(',');
    if (comma < 0) {
      throw fault(
          number,
          "'%s' is not class,weight. Write a line for each class."
              .formatted(MessageText.oneLine(line)));
    }
    String text = line.substring(comma + 1).strip();
    String label =
        Classes.shortest(StringEscapeUtils.unescapeCsv(line.substring(0, comma).strip()));
    double weight = DecimalNumber.parse(text);
    if (!(weight >= 0)) {
      throw fault(
          number,
          "the weight of class '%s' is '%s', not a finite number of 0 or more. Correct it."
              .formatted(MessageText.oneLine(label), MessageText.oneLine(text)));
    }
    if (weights.put(label, weight + 0.0) != null) {
      throw fault(
          number,
          "the class '%s' has a weight already. Give one for each."
              .formatted(MessageText.oneLine(label)));
    }
  }

  private InvalidInputException fault(int line, String text) {
    return new InvalidInputException("Cannot read %s: line %d, %s".formatted(name, line, text));
  }
}
