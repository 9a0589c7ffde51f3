package dev.lockstep;

import java.util.Set;

/** Where Spark and Hadoop are met: {@link ArchitectureTest} holds the code to these lists. */
final class PlatformUse {
  private PlatformUse() {}

  /** Packages in which any class may use Spark. */
  static final Set<String> SPARK_PACKAGES = Set.of("transport", "aggregate", "cli", "table");

  /** The other classes that use more of Spark than {@code ml.linalg}: these and no others. */
  static final Set<String> SPARK_CLASSES =
      Set.of(
          "data.AssembleChunks",
          "data.BlockPartitioner",
          "data.Dataset",
          "data.EpochRows",
          "data.Examples",
          "data.GroupedRows",
          "data.IdxFolder",
          "data.IdxImages",
          "data.IdxSplit",
          "data.PackGroups",
          "data.PackRows",
          "data.PackedDataset",
          "data.ReadGroups",
          "data.ReadSlice",
          "data.RepackRows",
          "data.Repeated",
          "data.ScaleRow",
          "data.Source",
          "data.SummariseColumns",
          "data.Survey",
          "data.TaskHost",
          "data.TestSplit",
          "evaluate.Evaluator",
          "evaluate.PredictGroups",
          "evaluate.Predictor",
          "evaluate.TallyGroups",
          "report.PredictionCsv",
          "train.Parallelism",
          "train.Trainer");

  /** The classes outside {@code cli} and {@code table} that use Hadoop: these and no others. */
  static final Set<String> HADOOP_CLASSES =
      Set.of(
          "data.CheckedFile",
          "data.GroupReader",
          "data.IdxContents",
          "data.IdxFile",
          "data.IdxFolder",
          "data.IdxImages",
          "data.IdxSplit",
          "data.InputFile",
          "data.InputFiles",
          "data.IoFault",
          "data.Source",
          "model.CheckpointFile",
          "model.CheckpointFolder",
          "model.NewFile",
          "model.NpzReader",
          "model.ShownPath",
          "model.TrainedModel",
          "report.LocalDisk",
          "report.PartFiles",
          "report.PredictionCsv",
          "report.Renames",
          "report.Replacement",
          "report.ResultFolder",
          "report.RunFolder",
          "report.RunFolderCheck",
          "report.TargetFolder");
}
