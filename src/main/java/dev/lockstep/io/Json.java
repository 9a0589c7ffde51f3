package dev.lockstep.io;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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

  /** What a text, a number or a truth value has to be, by its type. */
  private static final Map<Class<?>, String> EXPECTED = new HashMap<>();

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

  /** The text of a file, with an end of line: a record, or a map in its order. */
  public static String write(Object json) {
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of text and numbers can be written", e);
    }
  }

  /** A record as a tree, in which its fields can be gone through. */
  public static JsonNode tree(Object json) {
    return MAPPER.valueToTree(json);
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
      throw FileFault.corrupt(
          file,
          "JSON breaks at line %d, column %d"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
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
      throw FileFault.corrupt(file, MessageText.oneLine(e.getOriginalMessage()));
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
    if (e instanceof UnexpectedException unexpected) {
      return unexpected.expected;
    }
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

  /** A value that is not what it should be. */
  private static final class UnexpectedException extends JsonMappingException {
    private static final long serialVersionUID = 1L;

    private final String expected;

    UnexpectedException(JsonParser parser, String expected) {
      super(parser, "expected " + expected);
      this.expected = expected;
    }
  }

  /** Reads a text, a number or a truth value; null if the parser stands at something else. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(JsonParser parser) throws IOException;
  }

  private static final class Scalar<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final transient Reading<T> reading;

    Scalar(Class<T> type, String expected, Reading<T> reading) {
      super(type);
      this.expected = expected;
      this.reading = reading;
      EXPECTED.put(type, expected);
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      T value = reading.of(parser);
      if (value == null) {
        throw new UnexpectedException(parser, expected);
      }
      return value;
    }

    @Override
    public T getNullValue(DeserializationContext context) throws JsonMappingException {
      throw new UnexpectedException(context.getParser(), expected);
    }

    /** Of a component that is {@link Optional}: null, 0 or false. */
    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Array.get(Array.newInstance(handledType(), 1), 0);
    }
  }

  private static <T> void add(
      SimpleModule module, Class<T> type, Class<T> primitive, String expected, Reading<T> reading) {
    module.addDeserializer(type, new Scalar<>(type, expected, reading));
    module.addDeserializer(primitive, new Scalar<>(primitive, expected, reading));
  }

  private static SimpleModule scalars() {
    SimpleModule module = new SimpleModule();
    add(
        module,
        Integer.class,
        int.class,
        "a whole number from 0 to " + Integer.MAX_VALUE,
        parser -> {
          Long value = whole(parser, Integer.MAX_VALUE);
          return value == null ? null : (Integer) value.intValue();
        });
    add(
        module,
        Long.class,
        long.class,
        "a whole number from 0 to " + Long.MAX_VALUE,
        parser -> whole(parser, Long.MAX_VALUE));
    add(module, Double.class, double.class, "a finite number", Json::finite);
    add(
        module,
        Boolean.class,
        boolean.class,
        "true or false",
        parser -> parser.currentToken().isBoolean() ? (Boolean) parser.getBooleanValue() : null);
    module.addDeserializer(
        Number.class,
        new Scalar<>(
            Number.class,
            "a finite number",
            parser ->
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? whole(parser, Long.MAX_VALUE)
                    : finite(parser)));
    module.addDeserializer(String.class, new Scalar<>(String.class, "a text", Json::text));
    module.addDeserializer(
        Instant.class,
        new Scalar<>(Instant.class, "a time such as 2026-01-31T12:00:00Z", Json::time));
    module.addSerializer(Instant.class, ToStringSerializer.instance);
    module.addSerializer(Double.class, new Finite());
    module.addSerializer(double.class, new Finite());
    return module;
  }

  private static Double finite(JsonParser parser) throws IOException {
    return parser.currentToken().isNumeric() && Double.isFinite(parser.getDoubleValue())
        ? (Double) parser.getDoubleValue()
        : null;
  }

  private static Long whole(JsonParser parser, long most) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < 0
        || parser.getLongValue() > most) {
      return null;
    }
    return parser.getLongValue();
  }

  private static String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  private static Instant time(JsonParser parser) throws IOException {
    try {
      return parser.currentToken() == JsonToken.VALUE_STRING
          ? Instant.parse(parser.getText())
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static final class Finite extends StdScalarSerializer<Double> {
    private static final long serialVersionUID = 1L;

    Finite() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }
}
