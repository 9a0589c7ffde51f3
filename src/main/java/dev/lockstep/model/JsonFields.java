package dev.lockstep.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A JSON object of a file, every field asked for by name, type and range. */
final class JsonFields {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final String file;
  private final String path;
  private final JsonNode object;

  private JsonFields(String file, String path, JsonNode object) {
    if (!object.isObject()) {
      throw ModelFault.corrupt(
          file, "%s is %s instead of an object".formatted(nameOf(path), kindOf(object)));
    }
    this.file = file;
    this.path = path;
    this.object = object;
  }

  /**
   * Parses a text.
   *
   * @param file what messages call the file
   * @param utf8 its bytes
   * @throws InvalidInputException if it is no JSON object
   */
  static JsonFields parse(String file, byte[] utf8) {
    try {
      return new JsonFields(file, "", READER.<JsonNode>readValue(utf8));
    } catch (JsonProcessingException e) {
      throw ModelFault.corrupt(
          file,
          "JSON breaks at line %d, column %d"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw ModelFault.unreadable(file, e);
    }
  }

  /** What messages call the file. */
  String file() {
    return file;
  }

  /** Whether there is such a field. */
  boolean has(String name) {
    return object.has(name);
  }

  /** An object in a field. */
  JsonFields object(String name) {
    return new JsonFields(file, path + name + ".", get(name));
  }

  /** All fields by name. */
  Map<String, JsonNode> nodes() {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    object.properties().forEach(field -> nodes.put(field.getKey(), field.getValue()));
    return nodes;
  }

  /** A text. */
  String text(String name) {
    return text(get(name), path + name);
  }

  /** A text that is made into something else. */
  <T> T parsed(String name, String expected, Function<String, T> parser) {
    String text = text(name);
    try {
      return parser.apply(text);
    } catch (RuntimeException e) {
      throw expected(path + name, expected, "'" + abbreviate(text) + "'");
    }
  }

  /** A whole number from 0 to a limit. */
  long whole(String name, long most) {
    return whole(get(name), path + name, most);
  }

  /** The same up to the greatest int. */
  int count(String name) {
    return (int) whole(name, Integer.MAX_VALUE);
  }

  /** A finite number. */
  double real(String name) {
    return real(get(name), path + name);
  }

  /** True or false. */
  boolean flag(String name) {
    JsonNode node = get(name);
    if (!node.isBoolean()) {
      throw expected(path + name, "true or false", abbreviate(node.toString()));
    }
    return node.booleanValue();
  }

  /** A list of finite numbers. */
  double[] reals(String name) {
    JsonNode list = list(name);
    double[] reals = new double[list.size()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = real(list.get(i), "%s%s[%d]".formatted(path, name, i));
    }
    return reals;
  }

  /** A list of texts. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    list(name)
        .forEach(node -> texts.add(text(node, "%s%s[%d]".formatted(path, name, texts.size()))));
    return texts;
  }

  /** A list of whole numbers from 0. */
  List<Integer> counts(String name) {
    List<Integer> counts = new ArrayList<>();
    for (JsonNode node : list(name)) {
      String element = "%s%s[%d]".formatted(path, name, counts.size());
      counts.add((int) whole(node, element, Integer.MAX_VALUE));
    }
    return counts;
  }

  /** A list of objects. */
  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode node : list(name)) {
      objects.add(new JsonFields(file, "%s%s[%d].".formatted(path, name, objects.size()), node));
    }
    return objects;
  }

  /** An object whose fields are all texts, in its order. */
  Map<String, String> textsByName(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonFields fields = object(name);
    fields.object.fieldNames().forEachRemaining(key -> texts.put(key, fields.text(key)));
    return texts;
  }

  private JsonNode list(String name) {
    JsonNode node = get(name);
    if (!node.isArray()) {
      throw expected(path + name, "a list", kindOf(node));
    }
    return node;
  }

  private JsonNode get(String name) {
    JsonNode node = object.get(name);
    if (node == null) {
      throw ModelFault.corrupt(file, "the field %s is missing".formatted(path + name));
    }
    return node;
  }

  private String text(JsonNode node, String field) {
    if (!node.isTextual()) {
      throw expected(field, "a text", abbreviate(node.toString()));
    }
    return node.textValue();
  }

  private long whole(JsonNode node, String field, long most) {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < 0
        || node.longValue() > most) {
      throw expected(field, "a whole number from 0 to " + most, abbreviate(node.toString()));
    }
    return node.longValue();
  }

  private double real(JsonNode node, String field) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw expected(field, "a finite number", abbreviate(node.toString()));
    }
    return node.doubleValue();
  }

  /** A field that is not what it should be. */
  InvalidInputException expected(String field, String expected, String found) {
    return ModelFault.corrupt(
        file, "%s is %s, expected %s".formatted(nameOf(field), found, expected));
  }

  private static String nameOf(String path) {
    return path.isEmpty() ? "its JSON" : path.replaceFirst("[.]$", "");
  }

  private static String kindOf(JsonNode node) {
    return "of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String abbreviate(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }
}
