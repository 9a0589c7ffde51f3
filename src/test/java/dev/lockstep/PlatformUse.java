package dev.lockstep;

import java.util.Set;

/** Where Spark and Hadoop are met: {@link ArchitectureTest} holds the code to these lists. */
final class PlatformUse {
  private PlatformUse() {}

  /** Packages in which any class may use Spark. */
  static final Set<String> SPARK_PACKAGES =
      Set.of(
          "transport",
          "aggregate",
          "allreduce",
          "cli",
          "rows",
          "rows.split",
          "rows.idx",
          "rows.text",
          "pack");

  /** The other classes that use more of Spark than {@code ml.linalg}: these and no others. */
  static final Set<String> SPARK_CLASSES =
      Set.of(
          "evaluate.Evaluator",
          "evaluate.Predictor",
          "evaluate.importance.PermutationImportance",
          "evaluate.importance.PermutedRows",
          "evaluate.order.Ranking",
          "evaluate.order.ScoredSet",
          "io.IoFault",
          "report.PredictionCsv",
          "rows.columns.ColumnEncoder",
          "rows.columns.Medians",
          "rows.columns.Unseen",
          "train.ExecutorSlots",
          "train.Trainer");

  /**
   * The classes outside {@code cli}, {@code rows.text} and {@code rows.idx} that use Hadoop: these
   * and no others.
   */
  static final Set<String> HADOOP_CLASSES =
      Set.of(
          "io.HadoopFile",
          "io.HadoopPaths",
          "io.InputFile",
          "io.InputFiles",
          "io.IoFault",
          "io.LiveFolder",
          "io.LocalDisk",
          "io.NewFile",
          "io.OutputFolder",
          "model.CheckpointFolder",
          "model.ModelFolder",
          "report.PredictionCsv");
}
