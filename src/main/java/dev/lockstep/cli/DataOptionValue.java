package dev.lockstep.cli;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** How the texts of {@link DataOptions} are read. */
final class DataOptionValue {
  private DataOptionValue() {}

  /** How data are written. */
  enum Format {
    /** To be told by their contents. */
    AUTO,
    /** Images. */
    IDX,
    /** Cells between delimiters. */
    CSV,
    /** A label, then what is not zero. */
    LIBSVM;

    @Override
    public String toString() {
      return OptionValue.nameOf(this);
    }

    /** Reads a name. */
    static final class Converter extends OptionValue.OneOf<Format> {
      Converter() {
        super(Format.class);
      }
    }
  }

  /** Whether the first row of a CSV file names the columns. */
  enum Header {
    /** To be told by its contents. */
    AUTO,
    /** It does. */
    YES,
    /** It is a row like the others. */
    NO;

    Optional<Boolean> isThere() {
      return this == AUTO ? Optional.empty() : Optional.of(this == YES);
    }

    /** Reads a name. */
    static final class Converter extends OptionValue.OneOf<Header> {
      Converter() {
        super(Header.class);
      }
    }
  }

  /** What becomes of a bad row. */
  enum BadRow {
    /** It is an error. */
    FAIL,
    /** It is left out. */
    SKIP;

    /** Reads a name. */
    static final class Converter extends OptionValue.OneOf<BadRow> {
      Converter() {
        super(BadRow.class);
      }
    }
  }

  /** One character, or the word for one that a shell does not give easily. */
  static final class Delimiter implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      String one = text.equals("tab") || text.equals("\\t") ? "\t" : text;
      if (one.length() != 1 || "\"\r\n".contains(one) || one.charAt(0) > 127) {
        throw OptionValue.refuse(text, "one ASCII character other than a quote, or tab");
      }
      return one.charAt(0);
    }
  }

  /** Words as they are. */
  static final class Text implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return text;
    }
  }
}
