package dev.lockstep;

import java.util.Set;

/** Where Spark and Hadoop are met: {@link ArchitectureTest} holds the code to these lists. */
final class PlatformUse {
  private PlatformUse() {}

  /** Packages in which any class may use Spark. */
  static final Set<String> SPARK_PACKAGES =
      Set.of("transport", "aggregate", "allreduce", "cli", "rows.text");

  /** The other classes that use more of Spark than {@code ml.linalg}: these and no others. */
  static final Set<String> SPARK_CLASSES =
      Set.of(
          "evaluate.Evaluator",
          "evaluate.Predictor",
          "io.TaskHost",
          "pack.AssembleChunks",
          "pack.LanePartitioner",
          "pack.EpochRows",
          "pack.PackGroups",
          "pack.PackRows",
          "pack.PackedDataset",
          "pack.RepackRows",
          "pack.ReplicatedRdd",
          "report.PredictionCsv",
          "rows.Dataset",
          "rows.Examples",
          "rows.GroupedRows",
          "rows.ScaleRow",
          "rows.Source",
          "rows.SummariseColumns",
          "rows.Survey",
          "rows.TestSplit",
          "rows.idx.IdxFolder",
          "rows.idx.IdxImages",
          "rows.idx.IdxSplit",
          "rows.idx.ReadGroups",
          "rows.idx.ReadSlice",
          "train.ExecutorSlots",
          "train.Trainer");

  /** The classes outside {@code cli} and {@code rows.text} that use Hadoop: these and no others. */
  static final Set<String> HADOOP_CLASSES =
      Set.of(
          "io.HadoopFile",
          "io.InputFile",
          "io.InputFiles",
          "io.IoFault",
          "io.LiveFolder",
          "io.LocalDisk",
          "io.NewFile",
          "io.OutputFolder",
          "model.CheckpointFolder",
          "model.ModelFolder",
          "report.PredictionCsv",
          "rows.Source",
          "rows.idx.CheckedFile",
          "rows.idx.GroupReader",
          "rows.idx.IdxContents",
          "rows.idx.IdxFile",
          "rows.idx.IdxFolder",
          "rows.idx.IdxImages",
          "rows.idx.IdxSplit");
}
