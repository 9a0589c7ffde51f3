package dev.lockstep.io;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Array;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * JSON files whose schema is a record: a field for each component, in their order, named in
 * snake_case, enums in lower case. A double is written so that it reads back as itself, and as null
 * where it is not finite; lines are indented by two spaces and end as on Unix.
 *
 * <p>Reading is strict: every component has to be there unless it is {@link Optional}, whole
 * numbers are 0 or more, doubles are finite, nothing is null or converted. A field without a
 * component is ignored. A record that refuses its components in its constructor refuses the file.
 */
public final class Json {
  /** A component that older files do not have: it is null, 0 or false then. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface Optional {}

  /** A double that counts: it is written without a fraction where it has none. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
  public @interface Count {}

  /** What a text, a number or a truth value has to be, by its type. */
  private static final Map<Class<?>, String> EXPECTED = new HashMap<>();

  /** Doubles up to here are whole where they say so. */
  private static final double MOST_WHOLE = 1L << 53;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasRequiredMarker(AnnotatedMember member) {
                  return !member.hasAnnotation(Optional.class);
                }

                @Override
                public Object findSerializer(Annotated member) {
                  return member.hasAnnotation(Count.class)
                      ? new Doubles(true)
                      : super.findSerializer(member);
                }

                @Override
                public JsonSetter.Value findSetterInfo(Annotated member) {
                  return member.hasAnnotation(Optional.class)
                      ? JsonSetter.Value.empty()
                      : JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
                }
              })
          .addModule(scalars())
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Json() {}

  /** What is written of a double that counts. */
  public static Number count(double count) {
    return count == Math.rint(count) && Math.abs(count) <= MOST_WHOLE
        ? (Number) (long) count
        : (Number) count;
  }

  /** The text of a file, with an end of line: a record, or a map in its order. */
  public static String write(Object json) {
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of text and numbers can be written", e);
    }
  }

  /**
   * Parses a file.
   *
   * @param file what messages call it
   * @throws InvalidInputException if it is not JSON
   */
  public static JsonNode parse(String file, byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (JsonProcessingException e) {
      JsonLocation at = Objects.requireNonNullElse(e.getLocation(), JsonLocation.NA);
      throw FileFault.corrupt(
          file, "JSON breaks at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
    } catch (IOException e) {
      throw FileFault.unreadable(file, e);
    }
  }

  /**
   * Makes a record of a parsed file.
   *
   * @param file what messages call it
   * @throws InvalidInputException naming the field, what it is and what it should be
   */
  public static <T> T bind(String file, JsonNode json, Class<T> schema) {
    try {
      return MAPPER.treeToValue(json, schema);
    } catch (JsonMappingException e) {
      throw FileFault.corrupt(file, fault(e, json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree has been parsed", e);
    }
  }

  /** What is wrong, in words that follow "it is corrupt:". */
  private static String fault(JsonMappingException e, JsonNode root) {
    StringBuilder field = new StringBuilder();
    JsonNode found = root;
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        field.append("[%d]".formatted(step.getIndex()));
        found = found.path(step.getIndex());
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
        found = found.path(step.getFieldName());
      }
    }
    String name = field.isEmpty() ? "its JSON" : MessageText.oneLine(field.toString(), 100);
    if (found.isMissingNode()) {
      return "the field %s is missing".formatted(name);
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException mistake && mistake.option().isPresent()) {
        return MessageText.firstLine(mistake.in(name));
      }
      if (cause instanceof InvalidInputException || cause instanceof IllegalArgumentException) {
        return MessageText.firstLine(cause);
      }
    }
    return "%s is %s, expected %s".formatted(name, shown(found), expected(e));
  }

  private static String shown(JsonNode node) {
    return node.isContainerNode()
        ? "of type " + node.getNodeType().name().toLowerCase(Locale.ROOT)
        : MessageText.oneLine(node.toString());
  }

  private static String expected(JsonMappingException e) {
    Class<?> type = e instanceof MismatchedInputException m ? m.getTargetType() : null;
    if (EXPECTED.containsKey(type)) {
      return EXPECTED.get(type);
    }
    if (type != null && type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return type != null && Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static SimpleModule scalars() {
    SimpleModule module = new SimpleModule();
    String whole = "a whole number from 0 to ";
    add(
        module,
        whole + Integer.MAX_VALUE,
        json -> isWhole(json) && json.canConvertToInt(),
        JsonNode::intValue,
        Integer.class,
        int.class);
    add(module, whole + Long.MAX_VALUE, Json::isWhole, JsonNode::longValue, Long.class, long.class);
    add(
        module,
        "a finite number",
        Json::isFinite,
        JsonNode::doubleValue,
        Double.class,
        double.class);
    add(
        module,
        "a finite number",
        json -> json.isIntegralNumber() ? isWhole(json) : isFinite(json),
        JsonNode::numberValue,
        Number.class);
    add(
        module,
        "true or false",
        JsonNode::isBoolean,
        JsonNode::booleanValue,
        Boolean.class,
        boolean.class);
    add(module, "a text", JsonNode::isTextual, JsonNode::textValue, String.class);
    add(
        module,
        "a time such as 2026-01-31T12:00:00Z",
        Json::isTime,
        json -> Instant.parse(json.textValue()),
        Instant.class);
    module.addSerializer(Instant.class, ToStringSerializer.instance);
    module.addSerializer(Double.class, new Doubles(false));
    module.addSerializer(double.class, new Doubles(false));
    return module;
  }

  private static boolean isWhole(JsonNode json) {
    return json.isIntegralNumber() && json.canConvertToLong() && json.longValue() >= 0;
  }

  private static boolean isFinite(JsonNode json) {
    return json.isNumber() && Double.isFinite(json.doubleValue());
  }

  private static boolean isTime(JsonNode json) {
    try {
      return json.isTextual() && Instant.parse(json.textValue()) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  @SafeVarargs
  private static <T> void add(
      SimpleModule module,
      String expected,
      Predicate<JsonNode> isOne,
      Function<JsonNode, T> value,
      Class<T>... types) {
    for (Class<T> type : types) {
      EXPECTED.put(type, expected);
      module.addDeserializer(type, new Scalar<>(type, isOne, value));
    }
  }

  /** Reads a text, a number or a truth value. */
  private static final class Scalar<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Predicate<JsonNode> isOne;
    private final transient Function<JsonNode, T> value;

    Scalar(Class<T> type, Predicate<JsonNode> isOne, Function<JsonNode, T> value) {
      super(type);
      this.isOne = isOne;
      this.value = value;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      JsonNode json = context.readTree(parser);
      if (!isOne.test(json)) {
        throw MismatchedInputException.from(parser, handledType(), "");
      }
      return value.apply(json);
    }

    /** Of a component that is {@link Optional}: null, 0 or false. */
    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Array.get(Array.newInstance(handledType(), 1), 0);
    }
  }

  /** Writes a double, null where it is not finite; without a fraction if it counts and has none. */
  private static final class Doubles extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1L;
    private final boolean count;

    Doubles(boolean count) {
      super(Double.class);
      this.count = count;
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        out.writeNull();
      } else if (count && count(value) instanceof Long whole) {
        out.writeNumber(whole);
      } else {
        out.writeNumber(value);
      }
    }
  }
}
