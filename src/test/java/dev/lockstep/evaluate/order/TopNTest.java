package dev.lockstep.evaluate.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.evaluate.Mistake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TopNTest {
  private static TopN<Mistake> of(List<Mistake> mistakes) {
    TopN<Mistake> foremost = new TopN<>(5);
    mistakes.forEach(foremost::add);
    return foremost;
  }

  @Test
  void theMostConfidentMistakesAreKeptAndOfEqualsTheFirstRows() {
    List<Mistake> all = new ArrayList<>();
    for (int row = 0; row < 40; row++) {
      all.add(new Mistake(row, 0, 1, row % 10 / 10.0));
    }
    List<Long> expected = List.of(9L, 19L, 29L, 39L, 8L);
    Random random = new Random(3);
    for (int order = 0; order < 50; order++) {
      Collections.shuffle(all, random);
      TopN<Mistake> merged = of(all.subList(0, 17));
      merged.addAll(of(all.subList(17, 40)));
      assertEquals(expected, merged.list().stream().map(Mistake::row).toList());
      assertEquals(expected, of(all).list().stream().map(Mistake::row).toList());
    }
  }

  @Test
  void fewerThanAreWantedAreAllKept() {
    assertEquals(2, of(List.of(new Mistake(0, 0, 1, 1), new Mistake(1, 0, 1, 1))).list().size());
  }
}
