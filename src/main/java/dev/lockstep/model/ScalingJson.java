package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How numbers become x, as JSON: the kind, what it means, the columns' names, and of a kind that
 * learns something an offset and a divisor for each column, every double so that it reads back as
 * itself.
 */
final class ScalingJson {
  private static final String KINDS =
      Arrays.stream(ScaleKind.values()).map(ScaleKind::toString).collect(Collectors.joining(", "));

  private ScalingJson() {}

  static void write(ObjectNode json, Scaling scaling) {
    json.put("scaling", scaling.kind().toString());
    json.put("meaning", meaning(scaling.kind()));
    ColumnsJson.write(json, scaling.columns());
    if (scaling.kind().isLearned()) {
      add(json.putArray("offsets"), scaling.offsets());
      add(json.putArray("divisors"), scaling.divisors());
    }
  }

  private static String meaning(ScaleKind kind) {
    return switch (kind) {
      case NONE -> "x = number";
      case UNIT -> "x = float32(number / 255)";
      case MINMAX, STANDARD ->
          "x = (number - offset) / divisor in float64, 0 where the divisor is 0";
    };
  }

  private static void add(ArrayNode json, List<Double> numbers) {
    numbers.forEach(json::add);
  }

  /**
   * Reads a scaling.
   *
   * @param fields of the object
   * @param inputs d0 of the network
   * @param version of the file: the first knows images alone
   * @throws dev.lockstep.io.InvalidInputException if it is of an unknown kind, or there are other
   *     than d0 columns
   */
  static Scaling read(JsonFields fields, int inputs, long version) {
    String text = fields.text("scaling");
    Optional<ScaleKind> kind =
        Arrays.stream(ScaleKind.values()).filter(one -> one.toString().equals(text)).findFirst();
    if (kind.isEmpty() || (version == 1 && kind.get() != ScaleKind.UNIT)) {
      throw ModelFault.other(
          fields.file(),
          "its input scaling is '%s', this Lockstep knows %s"
              .formatted(text, version == 1 ? "unit alone" : KINDS),
          "Use a newer Lockstep.");
    }
    Columns columns = version == 1 ? Columns.NONE : ColumnsJson.read(fields);
    requireSize(fields, "columns", columns.features().size(), columns.equals(Columns.NONE), inputs);
    double[] offsets = kind.get().isLearned() ? fields.reals("offsets") : new double[0];
    double[] divisors = kind.get().isLearned() ? fields.reals("divisors") : new double[0];
    requireSize(fields, "offsets", offsets.length, !kind.get().isLearned(), inputs);
    requireSize(fields, "divisors", divisors.length, !kind.get().isLearned(), inputs);
    try {
      return Scaling.of(kind.get(), columns, offsets, divisors);
    } catch (IllegalArgumentException e) {
      throw ModelFault.corrupt(fields.file(), e.getMessage());
    }
  }

  private static void requireSize(
      JsonFields fields, String name, int found, boolean mayBeEmpty, int inputs) {
    if (found != inputs && !(found == 0 && mayBeEmpty)) {
      throw ModelFault.corrupt(
          fields.file(),
          "its input has %d %s, but the network takes %d".formatted(found, name, inputs));
    }
  }
}
