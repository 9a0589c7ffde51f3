package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.Golden;
import dev.lockstep.evaluate.CentroidEvaluation;
import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.rows.Classes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.IOUtils;
import org.apache.commons.text.StringEscapeUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reports as Debian's chromium shows them. Each page's picture goes to {@code
 * target/report-pictures}, for people to look at.
 */
@Tag("browser")
final class ReportBrowserTest {
  private static final Path PICTURES = Path.of("target/report-pictures");
  private static final Pattern FOUND = Pattern.compile("data-found=\"([^\"]*)\"");
  private static final Map<String, String> PAGES = new TreeMap<>();

  /** No class whose name gets through as markup can do anything. */
  private static final Classes HOSTILE =
      Classes.of(
          List.of(
              "<script>window.hit = 1</script>",
              "\"><img src=x onerror='window.hit = 2'>",
              "' onmouseover='window.hit = 3",
              "</style></table>{{generator}}&lt;",
              "a class whose name is so long that nobody would read it to its end".repeat(3)));

  @TempDir private Path folder;

  @BeforeAll
  static void makeReports() throws IOException {
    Classes many = SampleReports.classes(120);
    Evaluation mnist = CentroidEvaluation.of(10_000);
    PAGES.put(
        "mnist",
        SampleReports.training(
            Golden.publishedHistory(), SampleReports.classes(10), Optional.of(mnist)));
    PAGES.put(
        "many",
        SampleReports.training(
            SampleReports.history(500), many, Optional.of(SampleReports.evaluation(many, 20_000))));
    PAGES.put(
        "untrained",
        SampleReports.training(
            SampleReports.history(0), SampleReports.classes(2), Optional.empty()));
    PAGES.put("numbers", TrainedReports.ofNumbers().training());
    PAGES.put("two-classes", TrainedReports.ofTwoClasses().training());
    PAGES.put("evaluation", SampleReports.evaluation(mnist));
    PAGES.put("hostile", SampleReports.evaluation(SampleReports.evaluation(HOSTILE, 100)));
    Files.createDirectories(PICTURES);
  }

  private static String resource(String name) throws IOException {
    return IOUtils.resourceToString(name, StandardCharsets.UTF_8);
  }

  /** Has the browser show a file; what it writes is what is in the page at the end. */
  private String chromium(String html, boolean dark, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless=new",
                "--no-sandbox", // which root cannot have
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder,
                "--window-size=1400,8000",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--virtual-time-budget=60000",
                "--dump-dom"));
    command.addAll(List.of(more));
    command.add(file.toUri().toString());
    Path log = folder.resolve("log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> "see " + log);
    List<String> noise =
        Files.readAllLines(log).stream().filter(l -> l.contains("CONSOLE")).toList();
    assertEquals(List.of(), more.length == 0 ? List.of() : noise);
    return dom;
  }

  /**
   * What a script finds in a page that stands in a frame of a width: a window is never narrower
   * than 500. The page's policy, which would forbid the script, is left out.
   */
  private JsonNode found(String name, int width, boolean dark) throws Exception {
    String page = PAGES.get(name);
    String open = page.replaceFirst("<meta http-equiv=[^>]*>", "");
    assertTrue(open.length() < page.length());
    String check =
        "<script>%s</script><script>const faults = [].concat(%s, %s); %s</script></body>"
            .formatted(
                resource("/axe.min.js"),
                script("chart-faults.js"),
                script("contrast-faults.js"),
                script("found.js"));
    String framed =
        "<!DOCTYPE html><body style='margin: 0'><iframe width=%d height=900 style='border: 0' srcdoc='%s'>"
            .formatted(
                width,
                StringEscapeUtils.escapeHtml4(open.replace("</body>", check))
                    .replace("'", "&#39;"));
    String picture = "%s-%d-%s.png".formatted(name, width, dark ? "dark" : "light");
    Matcher found =
        FOUND.matcher(
            chromium(framed, dark, "--screenshot=" + PICTURES.resolve(picture).toAbsolutePath()));
    assertTrue(found.find());
    return new ObjectMapper().readTree(StringEscapeUtils.unescapeHtml4(found.group(1)));
  }

  private static String script(String name) throws IOException {
    return resource("/dev/lockstep/report/html/" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, 390, false, 3 9 40",
    "mnist, 390, true, 3 9 40",
    "mnist, 1400, false, 3 9 40",
    "mnist, 1400, true, 3 9 40",
    "many, 390, false, 3 9 0",
    "many, 1400, true, 3 9 0",
    "untrained, 390, true, 0 9 0",
    "untrained, 1400, false, 0 9 0",
    "numbers, 390, false, 6 12 0",
    "numbers, 390, true, 6 12 0",
    "numbers, 1400, false, 6 12 0",
    "numbers, 1400, true, 6 12 0",
    "two-classes, 390, false, 7 12 0",
    "two-classes, 390, true, 7 12 0",
    "two-classes, 1400, false, 7 12 0",
    "two-classes, 1400, true, 7 12 0",
    "evaluation, 390, false, 1 0 40",
    "evaluation, 1400, true, 1 0 40",
    "hostile, 390, true, 1 0 0",
    "hostile, 1400, false, 1 0 0"
  })
  void aPageIsWholeQuietAndReadable(String page, int width, boolean dark, String counts)
      throws Exception {
    JsonNode found = found(page, width, dark);
    assertEquals("[]", found.get("faults").toString());
    assertEquals(dark, found.get("light").asDouble() < 0.5, "the colour scheme is the reader's");
    assertEquals(counts, found.get("counts").asText(), "charts, bars and images");
    assertEquals("undefined", found.get("hit").asText());
    if (page.equals("hostile")) {
      HOSTILE.names().forEach(name -> assertTrue(found.get("text").asText().contains(name), name));
    }
  }

  /** Should a name ever get through as markup, the browser still refuses to run or fetch it. */
  @Test
  void thePolicyInThePageForbidsScriptsAndRequests() throws Exception {
    String script = "<script>document.body.id = 'hit'</script><img src='http://127.0.0.1:9/x.png'>";
    String dom = chromium(PAGES.get("untrained").replace("<main>", "<main>" + script), false);
    assertFalse(dom.contains("id=\"hit\""));
    assertEquals(
        2, Files.readString(folder.resolve("log")).split("Content Security Policy", -1).length - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "many", "untrained", "numbers", "two-classes", "evaluation"})
  void aPageCanBePrinted(String page) throws Exception {
    Path pdf = PICTURES.resolve(page + ".pdf").toAbsolutePath();
    chromium(PAGES.get(page), true, "--print-to-pdf=" + pdf);
    assertTrue(Files.size(pdf) > 10_000);
  }
}
