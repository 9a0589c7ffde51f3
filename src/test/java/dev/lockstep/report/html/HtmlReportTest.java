package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.Golden;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.network.Score;
import dev.lockstep.report.EvaluationSource;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HtmlReportTest {
  private static final Classes DIGITS = SampleReports.classes(10);
  private static final String HOSTILE = "<script>alert('\"&{{generator}}</script>";
  private static final String ESCAPED =
      "&lt;script&gt;alert(&#39;&quot;&amp;{{generator}}&lt;/script&gt;";

  private static String training() throws IOException {
    return SampleReports.training(
        Golden.publishedHistory(), DIGITS, Optional.of(SampleReports.evaluation(DIGITS, 500)));
  }

  @Test
  void aTrainingIsReportedWithTheNumbersOfItsTableAndItsJson() throws IOException {
    String page = training();
    List<EpochResult> history = Golden.publishedHistory();
    for (EpochResult epoch : history) {
      assertTrue(page.contains("<td>" + NumberFormats.decimal(epoch.test().meanLoss()) + "</td>"));
    }
    TrainingRun run = SampleReports.run(history, DIGITS);
    assertTrue(page.contains("<dd>" + run.parameters().sha256() + "</dd>"));
    assertTrue(page.contains("<h1>784-100-50-10 on mnist</h1>"));
    assertTrue(page.contains("after 50\u00a0epochs in 22.1\u00a0s."));
  }

  @Test
  void withoutATestSetTheReportSpeaksOfTrainingAlone() throws IOException {
    List<EpochResult> history =
        SampleReports.history(5).stream()
            .map(epoch -> new EpochResult(epoch.epoch(), epoch.train(), Score.NONE, 1))
            .toList();
    DataProvenance source =
        new DataProvenance(
            "data/flowers.csv",
            Map.of(),
            150,
            0,
            4,
            ScaleKind.STANDARD,
            0,
            "species",
            "",
            List.of("a", "b", "c", "d"),
            List.of(),
            3,
            List.of(new Understood("label", "species, a <column>")),
            0,
            0);
    TrainingRun run = SampleReports.run(history, Classes.of(List.of("aster", "poppy")));
    String page =
        HtmlReport.ofTraining(run, source, SampleReports.MACHINE, "local[2]", 1, Optional.empty());
    assertTrue(page.contains("150\u00a0rows of data/flowers.csv and not tested, on"), page);
    assertTrue(page.contains("There was no test set:"));
    assertTrue(page.contains("<dt>label</dt>"));
    assertTrue(page.contains("<dd>species, a &lt;column&gt;</dd>"));
    assertTrue(page.contains("<dt>train loss</dt>"));
    assertFalse(page.contains("<dt>test accuracy</dt>"));
    assertFalse(page.contains(">Test<"));
    assertFalse(page.contains(">nan"));
    assertTrue(page.contains("<dt>scale</dt><dd>standard</dd>"));
    assertTrue(page.contains("<dt>label</dt><dd>species</dd>"));
    assertTrue(page.contains("<dt>skipped</dt><dd>3\u00a0rows</dd>"));
    assertTrue(page.contains("2: aster, poppy"));
  }

  @Test
  void aResumedRunSaysSo() throws IOException {
    TrainingRun run = SampleReports.run(SampleReports.history(5), DIGITS);
    TrainingRun resumed =
        new TrainingRun(
            run.settings(),
            2,
            run.account(),
            DIGITS,
            run.parameters(),
            run.history(),
            List.of(1, 2));
    DataProvenance source = SampleReports.source("x");
    String page =
        HtmlReport.ofTraining(resumed, source, SampleReports.MACHINE, "local", 1, Optional.empty());
    assertTrue(page.contains("the last time after epoch 2: times count from there."), page);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "22.104, 22.1 s",
    "119.9, 119.9 s",
    "725, 12 min 5 s",
    "7199.6, 2 h 0 min",
    "12000, 3 h 20 min"
  })
  void durationsAreToldInTheUnitsOfTheirSize(double seconds, String expected) {
    assertEquals(expected, NumberFormats.duration(seconds).replace('\u00a0', ' '));
  }

  @Test
  void onlyWhatIsThereIsShown() throws IOException {
    assertEquals(
        "learning set confusion classes gallery calibration time provenance", sections(training()));
    assertEquals(
        "learning time provenance",
        sections(SampleReports.training(Golden.publishedHistory(), DIGITS, Optional.empty())));
    String evaluation = SampleReports.evaluation(SampleReports.evaluation(DIGITS, 500));
    assertEquals("set confusion classes gallery calibration provenance", sections(evaluation));
    assertTrue(evaluation.contains("<h1>first on the test set of mnist</h1>"));
    assertTrue(evaluation.contains("<dd>" + SampleReports.SHA256 + "</dd>"));
  }

  private static String sections(String page) {
    return String.join(" ", all("<h2 id=\"([a-z]+)\">", page));
  }

  private static List<String> all(String pattern, String page) {
    return Pattern.compile(pattern).matcher(page).results().map(found -> found.group(1)).toList();
  }

  @Test
  void thePageNeedsNeitherScriptNorNetwork() throws IOException {
    String page = training();
    assertFalse(page.contains("<script"));
    assertFalse(Pattern.compile("https?:|@import|url\\((?!#)").matcher(page).find());
    for (String source : attribute(page, "(?:src|href)")) {
      assertTrue(source.startsWith("data:"), source);
    }
  }

  @Test
  void everyIdIsOneOfAKindAndEveryReferenceHasOne() throws IOException {
    String page = training();
    List<String> ids = attribute(page, "id");
    assertEquals(ids.size(), new TreeSet<>(ids).size(), ids::toString);
    for (String reference : attribute(page, "aria-labelledby")) {
      assertTrue(ids.containsAll(List.of(reference.split(" ", -1))), reference);
    }
  }

  private static List<String> attribute(String page, String name) {
    return all("\\s" + name + "=\"([^\"]*)\"", page);
  }

  @Test
  void namesFromOutsideAreText() {
    Classes classes = Classes.of(List.of("a", HOSTILE));
    Evaluation evaluation = SampleReports.evaluation(classes, 100);
    String page =
        HtmlReport.ofTraining(
            SampleReports.run(SampleReports.history(2), classes),
            SampleReports.source("/data/" + HOSTILE),
            SampleReports.MACHINE,
            HOSTILE,
            1,
            Optional.of(evaluation));
    assertFalse(page.contains("<script"), "nothing is markup");
    assertFalse(page.contains("alert('"), "nothing ends an attribute");
    assertTrue(Pattern.compile(Pattern.quote(ESCAPED)).matcher(page).results().count() > 10);
    assertFalse(
        HtmlReport.ofEvaluation(
                evaluation,
                new EvaluationSource(
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    HOSTILE,
                    Map.of(HOSTILE, HOSTILE),
                    List.of(new Understood(HOSTILE, HOSTILE))),
                SampleReports.MACHINE,
                SampleReports.provenance(HOSTILE))
            .contains("<script"));
  }
}
