package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MistakenFormat;
import dev.lockstep.option.Setting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;

/** The formats of text that are read. */
public final class TextFormats {
  /** All formats; the first is taken for a text that none of them claims. */
  private static final List<TextFormat> ALL = List.of(new Csv(), new Libsvm());

  /** How many bytes of a file are looked at. */
  static final int HEAD = 1 << 16;

  private TextFormats() {}

  /** The names of all formats. */
  public static List<String> names() {
    return ALL.stream().map(TextFormat::name).toList();
  }

  /**
   * Checks that nothing is asked for that a format does not have.
   *
   * @param options what is asked for
   * @param known the options that the format has
   * @param data what messages call the data
   * @throws InvalidInputException naming the option
   */
  public static void requireKnown(TableOptions options, Set<Setting<?>> known, String data) {
    for (Setting<?> option : TableOptions.ALL) {
      if (options.isGiven(option) && !known.contains(option)) {
        List<String> others =
            ALL.stream()
                .filter(format -> format.options().contains(option))
                .map(TextFormat::name)
                .toList();
        throw new InvalidInputException(
            option.name(),
            "is for %s, the data are %s. Leave it out, or say --format %s."
                .formatted(
                    String.join(" or ", others).toUpperCase(Locale.ROOT).replace(" OR ", " or "),
                    data,
                    others.get(0)));
      }
    }
  }

  /** The format of that name. */
  public static Optional<TextFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /**
   * The format of files: by how the first file that is not empty begins, else by the first file's
   * extension, else the first format of all.
   *
   * @param files one or more
   * @param encoding how they are written
   * @return empty if that file begins with two zero bytes, as IDX files do
   * @throws InvalidInputException if it cannot be read, is no text, or is known to be something
   *     else
   */
  public static Optional<TextFormat> of(
      List<InputFile> files, TextEncoding encoding, Configuration hadoop) {
    byte[] head = {};
    String file = "";
    for (int i = 0; i < files.size() && head.length == 0; i++) {
      file = files.get(i).name();
      head = encoding.head(files.get(i), HEAD, hadoop);
      MistakenFormat.requireNone(file, head);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\0\0")) {
      return Optional.empty();
    }
    int nul = text.indexOf(0);
    if (nul >= 0) {
      throw new InvalidInputException(
          "Cannot read %s: line %d holds a NUL character, as no text does. If it is UTF-16 without its mark, say --encoding utf-16."
              .formatted(file, 1 + StringUtils.countMatches(text.substring(0, nul), '\n')));
    }
    String name = files.get(0).unpackedName();
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return ALL.stream()
        .filter(format -> format.matches(text))
        .findFirst()
        .or(() -> ALL.stream().filter(f -> f.extensions().contains(extension)).findFirst())
        .or(() -> Optional.of(ALL.get(0)));
  }

  /** The format of a table whose options name none. */
  static TextFormat byDefault() {
    return ALL.get(0);
  }
}
