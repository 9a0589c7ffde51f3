package dev.lockstep.evaluate;

import static dev.lockstep.Golden.assertAgree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.Golden;
import dev.lockstep.GoldenModel;
import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.idx.IdxFolder;
import dev.lockstep.scale.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against {@code golden/evaluation.json}, by golden_evaluation.py. */
final class EvaluatorTest {
  private static final JsonNode GOLDEN = Golden.read("evaluation.json");
  private static final TrainedModel MODEL = GoldenModel.read();

  private static Dataset images;
  private static Evaluation evaluation;

  @BeforeAll
  static void evaluate() {
    images = IdxFolder.open("data/mnist", new Configuration()).test(LocalSpark.spark());
    evaluation = evaluate(Blas.EXACT, 3);
  }

  private static Evaluation evaluate(Blas blas, int partitions) {
    return evaluate(MODEL.parameters(), blas, partitions);
  }

  private static Evaluation evaluate(Parameters parameters, Blas blas, int partitions) {
    return new Evaluator(LocalSpark.spark(), blas, partitions)
        .evaluate(parameters, MODEL.scaling(), MODEL.labels(), images);
  }

  private static ClassFindings found() {
    return evaluation.find(ClassFindings.class).orElseThrow();
  }

  @Test
  void theConfusionMatrixIsScikitLearns() {
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        assertEquals(
            GOLDEN.get("confusion_matrix").get(i).get(j).asDouble(),
            found().confusion().count(i, j));
      }
    }
    assertEquals(10_000, evaluation.rows());
  }

  @Test
  void theClassificationReportIsScikitLearns() {
    JsonNode report = GOLDEN.get("classification_report");
    for (int k = 0; k < 10; k++) {
      assertScore(report.get(Integer.toString(k)), found().classScores().get(k));
    }
    assertScore(report.get("macro avg"), found().macro());
    assertScore(report.get("weighted avg"), found().weighted());
    assertAgree(report.get("accuracy"), Metric.ACCURACY.of(evaluation));
  }

  private static void assertScore(JsonNode expected, ClassScore score) {
    assertAgree(expected.get("precision"), score.precision());
    assertAgree(expected.get("recall"), score.recall());
    assertAgree(expected.get("f1-score"), score.f1());
    assertEquals(expected.get("support").asDouble(), score.support());
  }

  @Test
  void lossTopKAndIntervalAreScikitLearnsAndScipys() {
    assertEquals(1, GOLDEN.get("clipped_rows").asInt(), "no row tells whether 1e-7 is there");
    assertAgree(GOLDEN.get("cross_entropy"), Metric.LOSS.of(evaluation));
    assertAgree(GOLDEN.get("log_loss"), Metric.LOG_LOSS.of(evaluation));
    assertAgree(GOLDEN.get("roc_auc_ovr"), Metric.ROC_AUC_OVR.of(evaluation));
    assertAgree(GOLDEN.get("accuracy"), Metric.ACCURACY.of(evaluation));
    assertAgree(GOLDEN.get("top_2_accuracy"), Metric.TOP_2_ACCURACY.of(evaluation));
    assertAgree(GOLDEN.get("top_3_accuracy"), Metric.TOP_3_ACCURACY.of(evaluation));
    Interval interval = Metric.ACCURACY.interval(evaluation).orElseThrow();
    assertAgree(GOLDEN.get("accuracy_interval_95"), interval.low(), interval.high());
  }

  @Test
  void theCalibrationIsScikitLearns() {
    JsonNode expected = GOLDEN.get("calibration");
    List<Calibration.Bin> bins = found().calibration().bins();
    List<Calibration.Bin> filled = bins.stream().filter(bin -> bin.count() > 0).toList();
    assertAgree(
        expected.get("counts"), bins.stream().mapToDouble(Calibration.Bin::count).toArray());
    assertAgree(
        expected.get("confidence"),
        filled.stream().mapToDouble(Calibration.Bin::confidence).toArray());
    assertAgree(
        expected.get("accuracy"), filled.stream().mapToDouble(Calibration.Bin::accuracy).toArray());
    assertAgree(expected.get("expected_error"), found().calibration().expectedError());
  }

  @Test
  void theMistakesAreNumpysInTheOrderOfTheirConfidence() {
    JsonNode expected = GOLDEN.get("mistakes");
    List<Mistake> mistakes = found().mistakes();
    assertAgree(expected.get("rows"), mistakes.stream().mapToDouble(Mistake::row).toArray());
    assertAgree(expected.get("truth"), mistakes.stream().mapToDouble(Mistake::truth).toArray());
    assertAgree(
        expected.get("predicted"), mistakes.stream().mapToDouble(Mistake::predicted).toArray());
    assertAgree(
        expected.get("confidence"), mistakes.stream().mapToDouble(Mistake::confidence).toArray());
  }

  @Test
  void theGalleryShowsTheFirstMistakesWithTheirImages() {
    assertEquals(
        found().mistakes().subList(0, ClassFindings.MOST_IMAGES),
        found().images().stream().map(MistakeImage::mistake).toList());
    assertEquals(List.of(28, 28), evaluation.shape());
    for (MistakeImage image : found().images()) {
      double[] x = image.features().toArray().clone();
      MODEL.scaling().apply(x, 1, image.mistake().row(), x.length);
      double[] y = ByTheBook.probabilities(MODEL.parameters(), x);
      assertEquals(image.mistake().confidence(), y[image.mistake().predicted()], 1e-12);
    }
  }

  @Test
  void noNumberOfPartitionsChangesABit() {
    for (Blas blas : Blas.values()) {
      Evaluation expected = evaluate(blas, 1);
      for (int partitions : new int[] {2, 7, 20, 1000}) {
        assertEquals(expected, evaluate(blas, partitions), blas + " " + partitions);
      }
    }
  }

  @Test
  void noNumberOfPartitionsChangesABitOfWeightedRows() {
    JavaRDD<LabeledVector> rows =
        images
            .rows(3)
            .filter(row -> row.index() < 2000)
            .map(
                row ->
                    new LabeledVector(
                        row.index(), row.label(), row.features(), row.index() % 7 / 3.0));
    Dataset weighted = Dataset.of("weighted", rows.cache());
    Evaluation expected = evaluate(weighted, 1);
    assertTrue(expected.isWeighted());
    for (int partitions : new int[] {2, 3, 50}) {
      assertEquals(expected, evaluate(weighted, partitions), partitions + " partitions");
    }
    double all = IntStream.range(0, 2000).mapToDouble(row -> row % 7 / 3.0).sum();
    ClassFindings classes = expected.find(ClassFindings.class).orElseThrow();
    assertEquals(all, classes.confusion().total(), 1e-9);
    double right = all - classes.confusion().mistakes();
    assertEquals(right / all, Metric.ACCURACY.of(expected), 1e-12);
    rows.unpersist();
  }

  private static Evaluation evaluate(Dataset data, int partitions) {
    return new Evaluator(LocalSpark.spark(), Blas.EXACT, partitions)
        .evaluate(MODEL.parameters(), Scaling.unit(), MODEL.labels(), data);
  }

  @Test
  void whatComputedIsNamed() {
    assertEquals("exact", evaluation.kernel());
  }

  @Test
  void anUnknownLabelIsNamedWithItsFirstRow() {
    Classes classes = Classes.of(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "10"));
    Evaluator evaluator = new Evaluator(LocalSpark.spark(), Blas.EXACT, 2);
    String message =
        assertThrows(
                InvalidInputException.class,
                () -> evaluator.evaluate(MODEL.parameters(), MODEL.scaling(), classes, images))
            .getMessage();
    assertEquals(
        "Cannot use data/mnist/t10k-labels-idx1-ubyte.gz: row 7 has label 9, which the model does"
            + " not know. Known labels: 0, 1, 2, 3, 4, 5, 6, 7, 8, 10.",
        message);
  }

  @Test
  void aNetworkThatOverflowsIsRefused() {
    Parameters large = new Parameters(MODEL.parameters().topology());
    Arrays.fill(large.weights(1).values(), 1e300);
    Arrays.fill(large.weights(2).values(), 1e300);
    LocalSpark.spark().setLogLevel("OFF");
    try {
      SparkException failure =
          assertThrows(SparkException.class, () -> evaluate(large, Blas.EXACT, 1));
      String message = InvalidInputException.in(failure).orElseThrow().getMessage();
      assertTrue(message.startsWith("Row 0: the model's outputs are not numbers"), message);
    } finally {
      LocalSpark.spark().setLogLevel("WARN");
    }
  }
}
