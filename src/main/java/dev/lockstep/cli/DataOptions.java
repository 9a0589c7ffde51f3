package dev.lockstep.cli;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * How data are read.
 *
 * @param arguments what the user says of it
 * @param option names where they are
 */
record DataOptions(Arguments arguments, Setting<Path> option) {
  /** Where rows with labels are. */
  static final Setting<Path> DATA =
      Setting.optional(
          "data",
          Arguments.PATHS,
          "Folder with IDX files (of several sets one: how its files' names begin), or a table: a"
              + " file, a folder of parts or a pattern; gzipped or plain. Default: data/mnist.");

  private static final String AUTO = "auto";

  private static final List<String> FORMATS =
      Stream.concat(Stream.of(AUTO, IdxFolder.FORMAT), TextFormats.names().stream()).toList();

  private static final Setting<String> FORMAT =
      new Setting<>(
          "format",
          Values.words(FORMATS).called("FORMAT"),
          AUTO,
          "How the data are written: one of %s; %s are images, auto is told by their contents."
              .formatted(String.join(", ", FORMATS), IdxFolder.FORMAT));

  /** The options of every command that reads data. */
  static final List<Setting<?>> ALL =
      Stream.concat(Stream.<Setting<?>>of(FORMAT), TableOptions.ALL.stream())
          .filter(setting -> !setting.equals(TableOptions.KEEP))
          .toList();

  /**
   * Finds data to learn from.
   *
   * @param test where the test set lies, if it is a table of its own
   * @param validation likewise the validation set
   * @param initial the model whose columns are wanted, if there is one
   * @throws InvalidInputException if there are none, or these options do not fit them
   */
  TrainingData open(
      Path data,
      Optional<Path> test,
      Optional<Path> validation,
      Optional<InitialModel> initial,
      Configuration hadoop) {
    List<InputFile> files = files(data, hadoop);
    Optional<TextFormat> text = textFormat(files, hadoop);
    if (text.isEmpty()) {
      TextFormats.requireKnown(tableOptions(), Set.of(), "images");
      if (test.isPresent()) {
        throw new InvalidInputException(
            "test",
            "cannot be used with IDX files, whose test set is in the same folder. Leave it out, or take --test-fraction.");
      }
      IdxFolder folder = IdxFolder.of(data.toString(), files, hadoop);
      return new TrainingData(
          data.toString(),
          folder.trainImages(),
          folder.testImages().map(Function.identity()),
          validation.map(other -> folder.validationImages(other.toString(), hadoop)),
          initial,
          arguments);
    }
    TableOptions options = tableOptions().withFormat(text.get().name());
    Optional<TextFormat.Model> columns = initial.flatMap(InitialModel::columns);
    Table table = Table.of(data, files, options, columns, hadoop);
    return new TrainingData(
        data.toString(),
        table,
        test.map(rows -> table.testOf("test", rows)),
        validation.map(rows -> table.testOf("validation", rows)),
        initial,
        arguments);
  }

  /**
   * Finds rows to use a model on.
   *
   * @param isLabelled whether a table must have labels
   * @param images finds them among files if they are images
   * @throws InvalidInputException if there are none, or these options do not fit them
   */
  RowSource open(
      Path data,
      boolean isLabelled,
      LoadedModel use,
      Function<List<InputFile>, ? extends RowSource> images) {
    List<InputFile> files = files(data, use.hadoop());
    Optional<TextFormat> text = textFormat(files, use.hadoop());
    TrainedModel model = use.model();
    if (text.isEmpty()) {
      TextFormats.requireKnown(tableOptions(), Set.of(), "images");
      RowSource found = images.apply(files);
      found.requireFits(model.parameters().topology().inputs(), model.labels());
      return found;
    }
    return Table.forModel(
        data,
        files,
        tableOptions().withFormat(text.get().name()),
        TextFormat.Model.of(
            model.scaling().columns(), model.parameters().topology().inputs(), isLabelled),
        use.hadoop());
  }

  /** The files that are meant, one or more. */
  private List<InputFile> files(Path place, Configuration hadoop) {
    List<InputFile> files = IdxFolder.files(place, hadoop);
    if (files.isEmpty()) {
      throw InputFiles.missing(place, "Correct --%s.".formatted(option.name()));
    }
    return files;
  }

  /**
   * How text is written: as {@code --format} says, or else as the files look.
   *
   * @return empty for images
   * @throws InvalidInputException if it is neither
   */
  private Optional<TextFormat> textFormat(List<InputFile> files, Configuration hadoop) {
    String format = arguments.get(FORMAT);
    if (!format.equals(AUTO)) {
      return TextFormats.named(format);
    }
    return IdxFolder.looksLikeIdx(files)
        ? Optional.empty()
        : TextFormats.of(files, tableOptions().get(TableOptions.ENCODING), hadoop);
  }

  /** What an announcement says of rows that were left out. */
  static String skipped(Dataset rows) {
    long skipped = rows.info().skipped();
    return skipped == 0 ? "" : ", %d left out".formatted(skipped);
  }

  /** How to read a table. */
  private TableOptions tableOptions() {
    TableOptions options = TableOptions.DEFAULT;
    for (Setting<?> option : TableOptions.ALL) {
      options = with(options, option);
    }
    return options;
  }

  private <T> TableOptions with(TableOptions options, Setting<T> option) {
    return arguments.find(option).map(value -> options.with(option, value)).orElse(options);
  }
}
