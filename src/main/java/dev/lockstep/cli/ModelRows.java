package dev.lockstep.cli;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Examples;
import dev.lockstep.rows.idx.IdxImages;
import dev.lockstep.rows.text.Table;
import dev.lockstep.rows.text.TextFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows to use a model on: found before Spark is started, and read once it is. Images are looked
 * through by the driver, tables by the executors.
 */
final class ModelRows implements AutoCloseable {
  private final int inputs;
  private final Classes classes;
  private final Optional<IdxImages> images;
  private final Optional<Table> table;

  private ModelRows(TrainedModel model, Optional<IdxImages> images, Optional<Table> table) {
    inputs = model.parameters().topology().inputs();
    classes = model.classes();
    this.images = images;
    this.table = table;
  }

  /**
   * Finds rows.
   *
   * @param place where they are
   * @param reading how they are written
   * @param isLabelled whether a table must have labels
   * @param use the model
   * @param images finds them if they are images
   * @throws InvalidInputException if there are none, or they do not fit the model, as far as that
   *     is known
   */
  static ModelRows find(
      Path place,
      DataOptions reading,
      boolean isLabelled,
      LoadedModel use,
      Supplier<IdxImages> images) {
    TrainedModel model = use.model();
    Optional<TextFormat> text = reading.textFormat(place, use.hadoop());
    if (text.isEmpty()) {
      reading.requireNoTableOptions();
      IdxImages found = images.get();
      found.requireFits(model.parameters().topology().inputs(), model.classes());
      return new ModelRows(model, Optional.of(found), Optional.empty());
    }
    Table table =
        Table.forModel(
            place,
            reading.tableOptions(text.get()),
            new TextFormat.Model(
                model.scaling().columns(), model.parameters().topology().inputs(), isLabelled),
            use.hadoop());
    return new ModelRows(model, Optional.empty(), Optional.of(table));
  }

  boolean areImages() {
    return images.isPresent();
  }

  /**
   * Reads a table, if it is one.
   *
   * @param slices into how many partitions, where somebody has said it
   * @throws InvalidInputException if the rows are bad or do not fit the model
   */
  Examples read(JavaSparkContext spark, OptionalInt slices) {
    if (images.isPresent()) {
      return images.get();
    }
    Examples rows = table.orElseThrow().read(spark, slices);
    rows.requireFits(inputs, classes);
    return rows;
  }

  /** Gives the executors' memory back. */
  @Override
  public void close() {
    table.ifPresent(Table::close);
  }
}
