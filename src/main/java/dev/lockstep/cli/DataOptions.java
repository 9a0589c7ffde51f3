package dev.lockstep.cli;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.Source;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TableOptions;
import dev.lockstep.rows.text.TextFormat;
import dev.lockstep.rows.text.TextFormats;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The options that say how data are read. */
final class DataOptions {
  private static final int MOST_SHOWN = 12;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = DataOptionValue.Format.class,
      completionCandidates = DataOptionValue.Formats.class,
      description =
          "How the data are written: one of ${COMPLETION-CANDIDATES}; idx are images, auto is told"
              + " by their contents. Default: auto.")
  private String format = DataOptionValue.AUTO;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      converter = DataOptionValue.Text.class,
      description = "CSV: the column of the class, by name or number from 1. Default: the last.")
  private String label;

  @Option(
      names = "--features",
      paramLabel = "COLUMNS",
      converter = DataOptionValue.Text.class,
      description =
          "CSV: the columns to learn from, such as age,3,5-8. Default: all others of numbers.")
  private String features;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      converter = DataOptionValue.Delimiter.class,
      description = "CSV: what stands between cells: one character, or tab. Default: a comma.")
  private char delimiter = ',';

  @Option(
      names = "--header",
      paramLabel = "WHICH",
      converter = DataOptionValue.Header.Converter.class,
      description =
          "CSV: whether the first row names the columns: yes, no, or auto (yes where none of its"
              + " cells is a number). Default: auto.")
  private DataOptionValue.Header header = DataOptionValue.Header.AUTO;

  @Option(
      names = "--on-bad-row",
      paramLabel = "WHAT",
      converter = DataOptionValue.BadRow.Converter.class,
      description =
          "Tables: fail at a missing or malformed value, or skip the row and count it."
              + " Default: fail.")
  private DataOptionValue.BadRow onBadRow = DataOptionValue.BadRow.FAIL;

  /**
   * Finds data to learn from; ignored columns are named on standard error.
   *
   * @param test where the test set lies, if it is a table of its own
   * @throws InvalidInputException if there are none, or these options do not fit them
   */
  Source open(Path data, Optional<Path> test, Surroundings surroundings, Configuration hadoop) {
    Source source = open(data, surroundings, hadoop);
    return test.map(source::withTest).orElse(source);
  }

  private Source open(Path data, Surroundings surroundings, Configuration hadoop) {
    Optional<TextFormat> text = textFormat(data, hadoop);
    if (text.isEmpty()) {
      requireNoTableOptions();
      return IdxFolder.open(data.toString(), hadoop);
    }
    Table table = Table.open(data, tableOptions(text.get()), hadoop);
    if (!table.ignored().isEmpty()) {
      surroundings
          .err()
          .printf("Ignored columns: %s.%n", MessageText.list(table.ignored(), MOST_SHOWN));
    }
    return table;
  }

  /**
   * How text is written: as {@code --format} says, or else as the files look.
   *
   * @param place where they are; if nothing is there, it is looked for as images, and missed there
   * @return empty for images
   */
  Optional<TextFormat> textFormat(Path place, Configuration hadoop) {
    if (!format.equals(DataOptionValue.AUTO)) {
      return TextFormats.named(format);
    }
    if (!InputFiles.isThere(place, hadoop)) {
      return Optional.empty();
    }
    List<InputFile> files = InputFiles.find(place, "", hadoop);
    return IdxFolder.isMeant(files) ? Optional.empty() : TextFormats.of(files, hadoop);
  }

  /** What an announcement says of bad rows that were left out. */
  static String skipped(Examples examples) {
    long skipped = examples.facts().skipped();
    return skipped == 0 ? "" : ", %d bad ones left out".formatted(skipped);
  }

  /**
   * Checks that nothing is asked for that images do not have.
   *
   * @throws InvalidInputException naming the option
   */
  void requireNoTableOptions() {
    String option =
        label != null
            ? "--label"
            : features != null ? "--features" : header.isThere().isPresent() ? "--header" : null;
    if (option != null) {
      throw new InvalidInputException(
          option + " is for CSV, the data are images. Leave it out, or say --format csv.");
    }
  }

  /** How to read a table of some format. */
  TableOptions tableOptions(TextFormat text) {
    return TableOptions.DEFAULT
        .withFormat(text)
        .with(TableOptions.LABEL, Optional.ofNullable(label))
        .with(TableOptions.FEATURES, Optional.ofNullable(features))
        .with(TableOptions.DELIMITER, delimiter)
        .with(TableOptions.HEADER, header.isThere())
        .with(TableOptions.ON_BAD_ROW, onBadRow == DataOptionValue.BadRow.SKIP);
  }
}
