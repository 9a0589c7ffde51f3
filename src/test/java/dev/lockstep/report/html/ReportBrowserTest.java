package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.evaluate.CentroidEvaluation;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.rows.Classes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reports as a browser shows them. Each page's picture goes to {@code target/report-pictures}, for
 * people to look at.
 */
@Tag("browser")
final class ReportBrowserTest {
  private static final Path PICTURES = Path.of("target/report-pictures");

  private static Chromium browser;
  private static String axe;

  @TempDir private static Path folder;

  @BeforeAll
  static void writeReportsAndStart() throws IOException {
    Classes digits = SampleReports.classes(10);
    Classes many = SampleReports.classes(120);
    Evaluation mnist = CentroidEvaluation.of(10_000);
    Map<String, String> pages = new TreeMap<>();
    pages.put(
        "mnist",
        SampleReports.training(SampleReports.publishedHistory(), digits, Optional.of(mnist)));
    pages.put(
        "many",
        SampleReports.training(
            SampleReports.history(500), many, Optional.of(SampleReports.evaluation(many, 20_000))));
    pages.put(
        "untrained",
        SampleReports.training(
            SampleReports.history(0), SampleReports.classes(2), Optional.empty()));
    pages.put("evaluation", SampleReports.evaluation(mnist));
    pages.put("hostile", SampleReports.evaluation(SampleReports.evaluation(hostile(), 100)));
    Files.createDirectories(PICTURES);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(file(page.getKey()), page.getValue());
    }
    try (InputStream in = ReportBrowserTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    browser = new Chromium(Files.createDirectory(folder.resolve("browser")));
  }

  private static Classes hostile() {
    return Classes.of(
        List.of(
            "<script>window.hit = 1</script>",
            "\"><img src=x onerror='window.hit = 2'>",
            "' onmouseover='window.hit = 3",
            "</style></table>{{generator}}&lt;",
            "a class whose name is so long that nobody would read it to its end".repeat(3)));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path file(String page) {
    return folder.resolve(page + ".html");
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, 390, false",
    "mnist, 390, true",
    "mnist, 1400, false",
    "mnist, 1400, true",
    "many, 390, false",
    "many, 1400, true",
    "untrained, 390, true",
    "untrained, 1400, false",
    "evaluation, 390, false",
    "evaluation, 1400, true",
    "hostile, 390, true",
    "hostile, 1400, false"
  })
  void aPageIsWholeQuietAndReadable(String page, int width, boolean dark) throws IOException {
    browser.show(width, dark);
    browser.open(file(page));
    assertEquals(dark, darkness() < 0.5, "the colour scheme is the reader's");
    assertEquals("[]", browser.evaluate(script("chart-faults.js")).toString());
    assertEquals("[]", browser.evaluate(script("contrast-faults.js")).toString());
    assertEquals("[]", axeFaults().toString());
    assertEquals(List.of(), requestsThatLeave(page));
    for (String noise : List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown")) {
      assertEquals(List.of(), browser.events(noise));
    }
    assertEquals(List.of(), browser.events("Log.entryAdded"));
    browser.picture(PICTURES.resolve(page + "-" + width + (dark ? "-dark" : "-light") + ".png"));
  }

  @ParameterizedTest
  @CsvSource({"mnist, 3, 9, 40", "many, 3, 9, 0", "untrained, 0, 9, 0", "evaluation, 1, 0, 40"})
  void everyChartAndPictureIsThere(String page, int charts, int bars, int images) {
    browser.show(1400, false);
    browser.open(file(page));
    assertEquals(charts, count("svg.chart"));
    assertEquals(bars, count("svg.bar"));
    assertEquals(images, count("img"));
    assertEquals(0, count("script"));
  }

  /** What names hold is text. */
  @Test
  void namesCannotDoAnything() {
    browser.show(1400, false);
    browser.open(file("hostile"));
    assertEquals("undefined", browser.evaluate("typeof window.hit").asText());
    assertEquals(0, count("img"));
    for (String name : hostile().names()) {
      assertTrue(browser.evaluate("document.body.textContent").asText().contains(name), () -> name);
    }
  }

  /** Should a name ever get through as markup, the browser still refuses to run or fetch it. */
  @Test
  void thePolicyInThePageForbidsScriptsAndRequests() throws IOException {
    String script = "<script>window.hit = 4</script><img src='http://127.0.0.1:9/x.png'>";
    String page = Files.readString(file("untrained")).replace("<main>", "<main>" + script);
    Files.writeString(file("broken"), page);
    browser.call("Page.setBypassCSP", Map.of("enabled", false));
    try {
      browser.open(file("broken"));
      assertEquals(1, count("script"));
      assertEquals("undefined", browser.evaluate("typeof window.hit").asText());
      assertEquals(
          List.of("csp"),
          browser.events("Network.loadingFailed").stream()
              .map(event -> event.path("blockedReason").asText())
              .toList());
    } finally {
      browser.call("Page.setBypassCSP", Map.of("enabled", true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "many", "untrained", "evaluation"})
  void aPageCanBePrinted(String page) throws IOException {
    browser.show(1400, true);
    browser.open(file(page));
    browser.print(PICTURES.resolve(page + ".pdf"));
    assertTrue(Files.size(PICTURES.resolve(page + ".pdf")) > 10_000);
  }

  private static int count(String selector) {
    return browser.evaluate("document.querySelectorAll('%s').length".formatted(selector)).asInt();
  }

  /** How light the page's background is, 0 to 1. */
  private static double darkness() {
    return browser
        .evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]) / 255")
        .asDouble();
  }

  private static List<String> requestsThatLeave(String page) {
    return browser.events("Network.requestWillBeSent").stream()
        .map(event -> event.at("/request/url").asText())
        .filter(url -> !url.startsWith("data:") && !url.equals(file(page).toUri().toString()))
        .toList();
  }

  /** What axe, a checker of accessibility, finds wrong. */
  private static JsonNode axeFaults() {
    browser.evaluate(axe + "; 0");
    return browser.evaluate(
        """
        axe.run(document, {resultTypes: ['violations']}).then(result =>
            result.violations.map(fault => fault.id + ': ' + fault.nodes[0].html.slice(0, 200)
                + ' ' + fault.nodes[0].failureSummary))
        """);
  }

  private static String script(String name) throws IOException {
    try (InputStream in = ReportBrowserTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
