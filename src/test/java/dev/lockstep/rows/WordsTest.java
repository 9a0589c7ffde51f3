package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;

/** Words that numbers stand for. */
class WordsTest {
  private static final List<String> GIVEN =
      List.of("b", "", "na\u00efve", "\ud83d\ude00", "a b", "c");

  @Test
  void eachNumberStandsForItsWord() {
    Words words = Words.of(GIVEN);
    assertEquals(GIVEN, words);
    assertEquals(GIVEN.hashCode(), words.hashCode());
    assertThrows(IndexOutOfBoundsException.class, () -> words.get(GIVEN.size()));
    assertThrows(IndexOutOfBoundsException.class, () -> words.get(-1));
    assertTrue(Words.of(List.of()).isEmpty());
  }

  @Test
  void theyTakeNoMoreThanTheirLettersAndFourBytesEach() {
    List<String> many = IntStream.range(0, 10_000).mapToObj("w%05d"::formatted).toList();
    assertTrue(SizeEstimator.estimate(Words.of(many)) < 10_000 * (6 + 4) + 200);
  }
}
