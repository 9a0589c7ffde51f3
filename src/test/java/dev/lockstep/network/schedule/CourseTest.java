package dev.lockstep.network.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.rows.HashedFraction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When training stops and which epoch is kept, against an independent program. */
final class CourseTest {
  private static final int SERIES = 10_000;

  /** As {@code early_stopping.py} makes it: ties, NaN, and numbers unlike any others. */
  private static List<Double> series(int number) {
    int length = 1 + (int) (30 * HashedFraction.of(number, 0));
    List<Double> values = new ArrayList<>();
    for (int epoch = 1; epoch <= length; epoch++) {
      double u = HashedFraction.of(number, epoch);
      values.add(u < 0.15 ? Double.NaN : u < 0.7 ? Math.floor(u * 20) : 20 * u);
    }
    return values;
  }

  /** Each line: the last epoch, the one that is kept, how often a plateau was left. */
  @Test
  void stopAndKeptEpochAreThoseOfAnIndependentProgram() throws IOException {
    List<String> found = new ArrayList<>();
    for (int number = 0; number < SERIES; number++) {
      int patience = 1 + number % 7;
      Course whole = new Course(series(number), number % 2 == 1);
      int end = whole.end(patience).orElse(whole.values().size());
      Course run = new Course(whole.values().subList(0, end), whole.greaterIsBetter());
      int kept = run.best() == 0 ? end : run.best();
      found.add("%d %d %d".formatted(end, kept, whole.plateaus(patience)));
    }
    assertEquals(
        Files.readAllLines(Path.of("src/test/resources/golden/early-stopping.txt")), found);
  }

  @Test
  void ofEqualsTheEarliestIsTheBestAndNanNeverIs() {
    assertEquals(2, new Course(List.of(Double.NaN, 1.0, 1.0, Double.NaN), false).best());
    assertEquals(0, new Course(List.of(Double.NaN, Double.NaN), true).best());
    assertEquals(0, Course.UNWATCHED.best());
  }

  /** A run that has stopped and is given more patience goes on as if it had had it at first. */
  @Test
  void theFirstEndIsFoundHoweverLongTheCourse() {
    Course course = new Course(List.of(2.0, 3.0, 3.0, 1.0, 1.0, 1.0), false);
    assertEquals(3, course.end(2).orElseThrow());
    assertEquals(-1, course.end(3).orElse(-1));
  }
}
