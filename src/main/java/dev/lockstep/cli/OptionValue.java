package dev.lockstep.cli;

import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.linalg.Blas;
import dev.lockstep.rows.ScaleKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How the texts of options are read, on the command line and in a configuration file. A refusal
 * reads on from "--epochs is".
 */
final class OptionValue {
  private OptionValue() {}

  static TypeConversionException refuse(String text, String expected) {
    return new TypeConversionException("'%s', which is not %s".formatted(text, expected));
  }

  /** An integer: digits, with or without a sign. */
  static final class Whole implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[+-]?[0-9]+")) {
        throw refuse(text, "a whole number");
      }
      BigInteger value = new BigInteger(text);
      if (value.bitLength() >= Integer.SIZE) {
        throw refuse(text, "between -2147483648 and 2147483647");
      }
      return value.intValue();
    }
  }

  /** A real number in decimal, such as 0.5 or 1e-3: neither infinite nor NaN. */
  static final class Real implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        return new BigDecimal(text).doubleValue();
      } catch (NumberFormatException e) {
        throw refuse(text, "a finite number");
      }
    }
  }

  /** A share: a real number from 0 to 1. */
  static final class Share implements ITypeConverter<Double> {
    private final Real real = new Real();

    @Override
    public Double convert(String text) {
      double value = real.convert(text);
      if (value < 0 || value > 1) {
        throw refuse(text, "between 0 and 1");
      }
      return value;
    }
  }

  /** How many of something: 1 or more. */
  static final class Count implements ITypeConverter<Integer> {
    private final Whole whole = new Whole();

    @Override
    public Integer convert(String text) {
      int value = whole.convert(text);
      if (value < 1) {
        throw refuse(text, "1 or more");
      }
      return value;
    }
  }

  /**
   * The widths of the hidden layers.
   *
   * @param list first to last; none for a linear model
   */
  record Widths(List<Integer> list) {
    private static final String NONE = "none";

    @Override
    public String toString() {
      return list.isEmpty()
          ? NONE
          : list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Reads {@code 100,50} or {@code none}. */
    static final class Converter implements ITypeConverter<Widths> {
      private final Whole whole = new Whole();

      @Override
      public Widths convert(String text) {
        if (text.equals(NONE)) {
          return new Widths(List.of());
        }
        try {
          return new Widths(Arrays.stream(text.split(",", -1)).map(whole::convert).toList());
        } catch (TypeConversionException e) {
          throw refuse(text, "a list of widths such as 100,50, or none");
        }
      }
    }
  }

  /** One of an enum's names, in lower case. */
  abstract static class OneOf<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> all;

    OneOf(Class<E> kind) {
      this.all = List.of(kind.getEnumConstants());
    }

    @Override
    public final E convert(String text) {
      return all.stream()
          .filter(value -> nameOf(value).equals(text))
          .findFirst()
          .orElseThrow(() -> refuse(text, "one of " + names()));
    }

    private String names() {
      return all.stream().map(OptionValue::nameOf).collect(Collectors.joining(", "));
    }
  }

  static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What computes the products. */
  static final class Products extends OneOf<Blas> {
    Products() {
      super(Blas.class);
    }
  }

  /** What a model is tried on. */
  enum Part {
    /** The images that it was not trained on. */
    TEST,
    /** The images that it was trained on. */
    TRAIN;

    @Override
    public String toString() {
      return nameOf(this);
    }

    /** Reads a name. */
    static final class Converter extends OneOf<Part> {
      Converter() {
        super(Part.class);
      }
    }
  }

  /** How numbers become x. */
  static final class Scale extends OneOf<ScaleKind> {
    Scale() {
      super(ScaleKind.class);
    }
  }

  /** How gradients come together. */
  static final class Aggregation extends OneOf<AggregationKind> {
    Aggregation() {
      super(AggregationKind.class);
    }
  }

  /** A local or any other Hadoop path. */
  static final class Place implements ITypeConverter<Path> {
    /** A file of this machine, whatever Hadoop's default file system is. */
    static Path local(java.nio.file.Path file) {
      return new Path("file", null, file.toString());
    }

    @Override
    public Path convert(String text) {
      try {
        return new Path(text);
      } catch (IllegalArgumentException e) {
        throw refuse(text, "a path");
      }
    }
  }

  /** The value of a flag. */
  static final class Flag implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      if (!text.equals("true") && !text.equals("false")) {
        throw refuse(text, "true or false");
      }
      return text.equals("true");
    }
  }
}
