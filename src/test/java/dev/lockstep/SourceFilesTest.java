package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files are small, and named for what they hold; pages name what there is. */
final class SourceFilesTest {
  @Test
  void classesAreNamedForWhatTheyAre() throws IOException {
    List<Path> classFiles = files(".class", "target/classes", "target/test-classes");
    assertTrue(classFiles.size() > 100);
    Pattern vague = Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager)([$].*)?[.]class");
    assertEquals(
        List.of(),
        classFiles.stream()
            .filter(file -> vague.matcher(file.getFileName().toString()).matches())
            .toList());
  }

  @Test
  void sourceFilesHaveAtMost400Lines() throws IOException {
    Set<String> tooLong = new TreeSet<>();
    for (Path file : files(".java", "src")) {
      int lines = Files.readAllLines(file).size();
      if (lines > 400) {
        tooLong.add(file + ": " + lines);
      }
    }
    assertEquals(Set.of(), tooLong);
  }

  @Test
  void whatPagesLinkToIsThere() throws IOException {
    Pattern link = Pattern.compile("]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");
    assertEquals(
        Set.of(), missing(link, (page, match) -> page.resolveSibling(match.group(1)).normalize()));
  }

  /** Such as {@code pack.Chunk}, in backticks. */
  @Test
  void classesThatPagesNameAreThere() throws IOException {
    Pattern type = Pattern.compile("`((?:[a-z]+[.])+[A-Z][A-Za-z]+)[`.]");
    Path sources = Path.of("src/main/java/dev/lockstep");
    assertEquals(
        Set.of(),
        missing(
            type, (page, match) -> sources.resolve(match.group(1).replace('.', '/') + ".java")));
  }

  /** What pages name, but is not there. */
  private static Set<String> missing(Pattern pattern, BiFunction<Path, MatchResult, Path> file)
      throws IOException {
    List<Path> pages = files(".md", "src/site");
    pages.add(Path.of("README.md"));
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (Path page : pages) {
      for (MatchResult match : pattern.matcher(Files.readString(page)).results().toList()) {
        found++;
        if (!Files.exists(Path.of(".").resolve(file.apply(page, match)))) {
          missing.add(page + ": " + match.group());
        }
      }
    }
    assertTrue(found > 5, "the pattern finds what there is");
    return missing;
  }

  private static List<Path> files(String ending, String... folders) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(ending)).forEach(found::add);
      }
    }
    return found;
  }
}
