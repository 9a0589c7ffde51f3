package dev.lockstep.cli;

import dev.lockstep.rows.text.TextFormats;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** How the texts of {@link DataOptions} are read. */
final class DataOptionValue {
  private DataOptionValue() {}

  static final String AUTO = "auto";

  /** The names of formats: {@code auto}, {@code idx} and those of text. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Stream.of(AUTO, "idx"), TextFormats.names().stream()).iterator();
    }
  }

  /** The name of a format. */
  static final class Format implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      List<String> names = new ArrayList<>();
      new Formats().forEach(names::add);
      if (!names.contains(text)) {
        throw OptionValue.refuse(text, "one of " + String.join(", ", names));
      }
      return text;
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
