package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.option.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** CSV: cells between delimiters, quoted or not, with or without a header. */
final class Csv implements TextFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("csv", "tsv");
  }

  @Override
  public Set<Setting<?>> options() {
    Set<Setting<?>> options = new HashSet<>(TableOptions.ALL);
    options.removeAll(Set.of(TableOptions.WIDTH, TableOptions.INDEX_BASE));
    return options;
  }

  /** Any text may be CSV, and every other is taken for it. */
  @Override
  public boolean matches(String head) {
    return false;
  }

  @Override
  public Layout layout(
      List<InputFile> files, TableOptions options, Optional<Model> model, Configuration hadoop) {
    CsvHead head = CsvHead.read(files, options, hadoop);
    CsvColumns columns = new CsvColumns(head, options, model.map(Model::names).orElse(List.of()));
    return model
        .map(use -> new CsvModel(columns, use).layout())
        .orElseGet(() -> new CsvTraining(columns).layout());
  }
}
