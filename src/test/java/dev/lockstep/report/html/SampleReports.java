package dev.lockstep.report.html;

import dev.lockstep.Golden;
import dev.lockstep.aggregate.MadeAccount;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.EvaluationRecorder;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Provenance;
import dev.lockstep.model.Samples;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.Scaling;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs and evaluations that were none, to be looked at. */
final class SampleReports {
  static final Environment MACHINE =
      new Environment(
          "0.1.0",
          "1f2e3d4",
          "4.1.0",
          "2.13.17",
          "17.0.15",
          "OpenJDK 64-Bit Server VM 17.0.15+6",
          "Linux 6.1",
          "amd64",
          2);

  static final String SHA256 = "5fd924625f6ab16a19cc9807c7c506ae1813490e4ba675f843d5a10e0baacdb8";

  private SampleReports() {}

  /** As many epochs of a made-up history that comes near to 1 and to 0. */
  static List<EpochResult> history(int epochs) {
    return IntStream.rangeClosed(0, epochs)
        .mapToObj(
            epoch -> {
              double left = StrictMath.exp(-epoch / 20.0);
              return new EpochResult(
                  epoch,
                  Golden.score(1000, 100 - 90 * left, 2.3 * left),
                  Golden.score(100, 97 - 85 * left, 0.2 + 2.1 * left),
                  1);
            })
        .toList();
  }

  static TrainingRun run(List<EpochResult> history, Classes classes) {
    TrainingSettings settings = TrainingSettings.tutorial().withEpochs(history.size() - 1);
    Topology topology = Topology.of(784, settings.hidden(), classes.size());
    Parameters parameters = Initializer.uniform(topology, 8, 0.1);
    return new TrainingRun(
        settings, 2, MadeAccount.doubling(60_000_000L), classes, parameters, history, List.of());
  }

  static DataProvenance source(String folder) {
    Map<String, String> sha256 = new TreeMap<>();
    for (String file :
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
      sha256.put(file, SHA256);
    }
    return Samples.images(folder, sha256, 60_000, 10_000, 784);
  }

  static Classes classes(int count) {
    return Classes.of(IntStream.range(0, count).mapToObj(String::valueOf).toList());
  }

  /**
   * Rows of no image, of which some are taken for the next class and one in seven for the first.
   */
  static Evaluation evaluation(Classes classes, int rows) {
    EvaluationRecorder trial = new EvaluationRecorder(classes, 3, 1);
    for (int row = 0; row < rows; row++) {
      int truth = row % classes.size();
      int predicted = row % 7 == 0 ? 0 : row % 11 == 0 ? (truth + 1) % classes.size() : truth;
      trial.add(truth, predicted, 0.4 + 0.6 * (row % 101) / 101, 1, 2, 3);
    }
    return trial.evaluation();
  }

  static String training(
      List<EpochResult> history, Classes classes, Optional<Evaluation> evaluation) {
    return HtmlReport.ofTraining(
        run(history, classes),
        source("data/mnist"),
        Scaling.unit(),
        MACHINE,
        "local[2]",
        22.104,
        evaluation);
  }

  static String evaluation(Evaluation evaluation) {
    return HtmlReport.ofEvaluation(
        evaluation,
        new EvaluationSource(
            "runs/first/model",
            SHA256,
            "784-100-50-10",
            "data/mnist",
            "test",
            Map.of("t10k-images-idx3-ubyte", SHA256),
            List.of()),
        Scaling.unit(),
        MACHINE,
        provenance("data/mnist"));
  }

  static Provenance provenance(String folder) {
    return new Provenance(
        Instant.parse("2026-01-31T12:00:00Z"),
        TrainingSettings.tutorial(),
        source(folder),
        "exact",
        MACHINE);
  }
}
