package dev.lockstep.cli;

import dev.lockstep.config.ClassWeights;
import dev.lockstep.config.Settings;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.HadoopPaths;
import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.DecimalNumber;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * The file that {@code --class-weight} names, or the files: lines {@code class,weight}, one for
 * every class.
 */
final class ClassWeightFile {
  private final Map<String, Double> weights = new TreeMap<>();

  /** The file that is read, and its line, from 1. */
  private String name = "";

  private int number;

  private ClassWeightFile() {}

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
    ClassWeightFile all = new ClassWeightFile();
    InputFiles.find(HadoopPaths.of(path), "Correct --class-weight.", hadoop)
        .forEach(file -> all.add(file, hadoop));
    if (all.weights.isEmpty()) {
      throw new InvalidInputException(
          "Cannot read %s: it has no line class,weight. Write one for each class."
              .formatted(all.name));
    }
    return ClassWeights.of(all.weights);
  }

  private void add(InputFile file, Configuration hadoop) {
    name = file.name();
    try (LineNumberReader lines =
        new LineNumberReader(new InputStreamReader(file.open(0, hadoop), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number = lines.getLineNumber();
        if (!line.isBlank()) {
          add(line);
        }
      }
    } catch (IOException e) {
      throw IoFault.of(name, e);
    }
  }

  private void add(String line) {
    int comma = line.lastIndexOf(',');
    if (comma < 0) {
      throw fault(
          "'%s' is not class,weight. Write a line for each class."
              .formatted(MessageText.oneLine(line)));
    }
    String text = line.substring(comma + 1).strip();
    String label =
        Classes.shortest(StringEscapeUtils.unescapeCsv(line.substring(0, comma).strip()));
    double weight = DecimalNumber.parse(text);
    if (!(weight >= 0)) {
      throw fault(
          "the weight of class '%s' is '%s', not a finite number of 0 or more. Correct it."
              .formatted(MessageText.oneLine(label), MessageText.oneLine(text)));
    }
    if (weights.put(label, weight + 0.0) != null) {
      throw fault(
          "the class '%s' has a weight already. Give one for each."
              .formatted(MessageText.oneLine(label)));
    }
  }

  private InvalidInputException fault(String text) {
    return new InvalidInputException("Cannot read %s: line %d, %s".formatted(name, number, text));
  }
}
