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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files are small, and named for what they hold. */
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
