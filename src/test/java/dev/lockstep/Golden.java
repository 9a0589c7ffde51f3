package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Figures that numpy computed, from {@code src/test/resources/golden}. */
public final class Golden {
  private static final double RELATIVE = 1e-12;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+([.][0-9]+)?");

  private Golden() {}

  /**
   * One file of figures.
   *
   * @param name its name in the folder
   * @return the JSON in it
   */
  public static JsonNode read(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A number, a vector, or a matrix row by row.
   *
   * @param node a number or nested arrays of numbers
   * @return all numbers in the order in which they are written
   */
  public static double[] numbers(JsonNode node) {
    List<Double> numbers = new ArrayList<>();
    addNumbers(node, numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void addNumbers(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(element -> addNumbers(element, numbers));
    } else {
      assertTrue(node.isNumber(), () -> "Not a number: " + node);
      numbers.add(node.doubleValue());
    }
  }

  /**
   * A matrix stored by rows.
   *
   * @param rows an array of arrays
   * @return a new matrix
   */
  public static Matrix matrix(JsonNode rows) {
    return new Matrix(numbers(rows), rows.size(), rows.get(0).size());
  }

  /**
   * Every number agrees with numpy's to 1e-12 of its size; where numpy has 0 it is 0.
   *
   * @param expected numpy's
   * @param actual ours, row by row
   */
  public static void assertAgree(JsonNode expected, double... actual) {
    double[] numbers = numbers(expected);
    assertEquals(numbers.length, actual.length);
    for (int i = 0; i < numbers.length; i++) {
      int place = i;
      assertTrue(
          Math.abs(actual[i] - numbers[i]) <= RELATIVE * Math.abs(numbers[i]),
          () -> "Number %d is %s, numpy's %s".formatted(place, actual[place], numbers[place]));
    }
  }

  /** {@code published-table.txt} as a history; each epoch takes 0.7 s. */
  public static List<EpochResult> publishedHistory() throws IOException {
    List<EpochResult> history = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/golden/published-table.txt"))) {
      double[] numbers =
          NUMBER
              .matcher(line)
              .results()
              .mapToDouble(found -> Double.parseDouble(found.group()))
              .toArray();
      Score train = score(60_000, numbers[1], numbers[3]);
      Score test = score(10_000, numbers[2], numbers[4]);
      history.add(new EpochResult((int) numbers[0], train, test, 0.7));
    }
    return history;
  }

  /** Of an accuracy in percent and a mean loss. */
  public static Score score(long rows, double percent, double loss) {
    return Score.ofClasses(rows, Math.round(percent / 100 * rows), loss * rows);
  }
}
