package dev.lockstep.cli;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.RowSource;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TableOptions;
import dev.lockstep.rows.text.TextFormat;
import dev.lockstep.rows.text.TextFormats;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * How data are read.
 *
 * @param arguments what the user says of it
 */
record DataOptions(Arguments arguments) {
  private static final int MOST_SHOWN = 12;
  private static final String AUTO = "auto";

  /** {@code auto}, {@code idx} and the formats of text. */
  private static final List<String> FORMATS =
      Stream.concat(Stream.of(AUTO, "idx"), TextFormats.names().stream()).toList();

  private static final Setting<String> FORMAT =
      new Setting<>(
          "format",
          Values.words(FORMATS).called("FORMAT"),
          AUTO,
          "How the data are written: one of %s; idx are images, auto is told by their contents."
              .formatted(String.join(", ", FORMATS)));

  /** The options of every command that reads data. */
  static final List<Setting<?>> ALL =
      Stream.concat(Stream.<Setting<?>>of(FORMAT), TableOptions.ALL.stream()).toList();

  /**
   * Finds data to learn from; ignored columns are named on standard error.
   *
   * @param test where the test set lies, if it is a table of its own
   * @throws InvalidInputException if there are none, or these options do not fit them
   */
  TrainingSources open(
      Path data, Optional<Path> test, CommandContext context, Configuration hadoop) {
    Optional<TextFormat> text = textFormat(data, hadoop);
    if (text.isEmpty()) {
      requireNoTableOptions();
      IdxFolder folder = IdxFolder.open(data.toString(), hadoop);
      if (test.isPresent()) {
        throw new InvalidInputException(
            "test",
            "cannot be used with a folder of IDX files, which has its own test set. Leave it out.");
      }
      return new TrainingSources(folder.trainImages(), Optional.of(folder.testImages()));
    }
    Table table = Table.open(data, tableOptions(text.get()), hadoop);
    if (!table.ignored().isEmpty()) {
      context.say("Ignored columns: %s.".formatted(MessageText.list(table.ignored(), MOST_SHOWN)));
    }
    return new TrainingSources(table, test.map(table::testOf));
  }

  /**
   * Finds rows to use a model on.
   *
   * @param isLabelled whether a table must have labels
   * @param images finds them if they are images
   * @throws InvalidInputException if there are none, or these options do not fit them
   */
  RowSource open(
      Path data, boolean isLabelled, LoadedModel use, Supplier<? extends RowSource> images) {
    Optional<TextFormat> text = textFormat(data, use.hadoop());
    TrainedModel model = use.model();
    if (text.isEmpty()) {
      requireNoTableOptions();
      RowSource found = images.get();
      found.requireFits(model.parameters().topology().inputs(), model.labels());
      return found;
    }
    return Table.forModel(
        data,
        tableOptions(text.get()),
        new TextFormat.Model(
            model.scaling().columns(), model.parameters().topology().inputs(), isLabelled),
        use.hadoop());
  }

  /**
   * How text is written: as {@code --format} says, or else as the files look.
   *
   * @param place where they are; if nothing is there, images are looked for, and reported missing
   * @return empty for images
   */
  private Optional<TextFormat> textFormat(Path place, Configuration hadoop) {
    String format = arguments.get(FORMAT);
    if (!format.equals(AUTO)) {
      return TextFormats.named(format);
    }
    if (!InputFile.isThere(place, hadoop)) {
      return Optional.empty();
    }
    List<InputFile> files = InputFile.find(place, "", hadoop);
    return IdxFolder.looksLikeIdx(files) ? Optional.empty() : TextFormats.of(files, hadoop);
  }

  /** What an announcement says of bad rows that were skipped. */
  static String skipped(Dataset rows) {
    long skipped = rows.info().skipped();
    return skipped == 0 ? "" : ", %d bad ones skipped".formatted(skipped);
  }

  /**
   * Checks that nothing is asked for that images do not have.
   *
   * @throws InvalidInputException naming the option
   */
  private void requireNoTableOptions() {
    for (Setting<?> option :
        List.of(TableOptions.LABEL, TableOptions.FEATURES, TableOptions.HEADER)) {
      if (!arguments.get(option).equals(option.byDefault())) {
        throw new InvalidInputException(
            option.name(), "is for CSV, the data are images. Leave it out, or say --format csv.");
      }
    }
  }

  /** How to read a table of some format. */
  private TableOptions tableOptions(TextFormat text) {
    TableOptions options = TableOptions.DEFAULT.withFormat(text.name());
    for (Setting<?> option : TableOptions.ALL) {
      options = with(options, option);
    }
    return options;
  }

  private <T> TableOptions with(TableOptions options, Setting<T> option) {
    return arguments.find(option).map(value -> options.with(option, value)).orElse(options);
  }
}
