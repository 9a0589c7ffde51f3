package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.evaluate.Calibration;
import dev.lockstep.evaluate.ClassFindings;
import dev.lockstep.evaluate.ClassScore;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.EvaluationRecorder;
import dev.lockstep.rows.Classes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class TestSectionTest {
  private static final Classes ABC = Classes.of(List.of("a", "b", "c"));

  /** Ten of a, of which one is taken for b and four for c; two of b, rightly; none of c. */
  private static Evaluation evaluation() {
    EvaluationRecorder trial = new EvaluationRecorder(ABC, 4, 5);
    for (int row = 0; row < 10; row++) {
      trial.add(0, row < 5 ? 0 : row < 6 ? 1 : 2, 0.5 + row * 0.05, new double[20]);
    }
    return trial.add(1, 1, 0.9, new double[20]).add(1, 1, 0.9, new double[20]).evaluation();
  }

  private static TestSection.OfClasses section(Evaluation evaluation) {
    return TestSection.of("test", evaluation).ofClasses().get(0);
  }

  @Test
  void theHeatMapHasEveryCountAndGoesBySharesOfTheRow() {
    HeatMap map = section(evaluation()).heatMap();
    HeatMap.Cell empty = new HeatMap.Cell("", "", "");
    assertEquals(ABC.names(), map.columns());
    assertEquals(
        List.of(
            new HeatMap.Cell("5", "right h4", "a, rightly: 50.00\u00a0% of the class"),
            new HeatMap.Cell("1", "wrong h4", "a taken for b: 10.00\u00a0% of the class"),
            new HeatMap.Cell("4", "wrong h9", "a taken for c: 40.00\u00a0% of the class")),
        map.rows().get(0).cells());
    assertEquals("right h9", map.rows().get(1).cells().get(1).css());
    assertEquals(
        List.of(empty, empty, new HeatMap.Cell("0", "right", "")), map.rows().get(2).cells());
  }

  @Test
  void ofVeryManyClassesTheHeatMapShowsThoseWithTheMostMistakes() {
    Classes many = SampleReports.classes(300);
    EvaluationRecorder trial = new EvaluationRecorder(many, 1, 1);
    for (int k = 0; k < 300; k++) {
      trial.add(k, k, 1, 0);
    }
    trial.add(250, 299, 0.9, 0).add(250, 7, 0.9, 0);
    HeatMap map = section(trial.evaluation()).heatMap();
    assertEquals(HeatMap.WORST_CLASSES, map.columns().size());
    assertTrue(map.columns().containsAll(List.of("7", "250", "299")), map.columns().toString());
    assertTrue(map.note().contains("40 of 300"), map.note());
    assertTrue(map.wide());
  }

  @Test
  void aClassIsListedWithWhatItIsMostlyTakenFor() {
    TestSection.OfClasses section = section(evaluation());
    assertEquals(
        List.of(
            new TestSection.OfClass("a", new ClassScore(1, 0.5, 2 / 3.0, 10), "c", "4"),
            new TestSection.OfClass("b", new ClassScore(2 / 3.0, 1, 0.8, 2), "", ""),
            new TestSection.OfClass("c", new ClassScore(0, 0, 0, 0), "", "")),
        section.classes());
    assertEquals(12, section.means().get(1).score().support());
  }

  @Test
  void theGalleryShowsTheMostConfidentMistakesFirst() {
    MistakeGallery gallery = section(evaluation()).gallery();
    assertTrue(gallery.images());
    assertEquals(
        List.of(9L, 8L, 7L, 6L, 5L),
        gallery.items().stream().map(MistakeGallery.Item::row).toList());
    assertEquals(0.95, gallery.items().get(0).confidence());
    assertEquals("c", gallery.items().get(0).predicted());
    assertEquals(67, gallery.height());
  }

  @Test
  void aPictureHasTheRowsPixels() throws IOException {
    double[] pixels = {0, 255, 51, 100, -255, 510};
    String uri = MistakeGallery.dataUri(pixels, 2, 3);
    byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(3, image.getWidth());
    assertArrayEquals(
        new int[] {0, 255, 51, 100, 0, 255},
        image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null));
  }

  @Test
  void rowsThatAreNoImagesAreListedIfOneIsWrong() {
    MistakeGallery gallery = section(SampleReports.evaluation(ABC, 50)).gallery();
    assertFalse(gallery.images());
    assertTrue(gallery.listed());
    assertEquals("", gallery.items().get(0).image());
    Evaluation faultless =
        new EvaluationRecorder(ABC, 4, 4).add(2, 2, 1, new double[16]).evaluation();
    TestSection.OfClasses section = section(faultless);
    assertEquals("No row was classified wrongly.", section.mistakes());
    assertFalse(section.gallery().listed());
  }

  @Test
  void theCalibrationHasAPointForEachBinWithRowsAndALineForEachBin() {
    Calibration calibration = evaluation().find(ClassFindings.class).orElseThrow().calibration();
    CalibrationChart chart = CalibrationChart.of(calibration, false);
    assertEquals(calibration.bins(), chart.bins().stream().map(CalibrationChart.Bin::of).toList());
    assertEquals("0.0–6.7", chart.bins().get(0).range());
    assertEquals(
        chart.bins().stream().filter(bin -> bin.of().count() > 0).toList(),
        chart.points().stream().map(CalibrationChart.Point::bin).toList());
    CalibrationChart.Point last = chart.points().get(chart.points().size() - 1);
    assertEquals(chart.plot().y(0), last.y(), "the most confident one was wrong");
    assertEquals(chart.plot().x(95), last.x());
  }
}
