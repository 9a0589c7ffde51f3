package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Groups hold the rows in their order, the same ones for any order, slices and partitions. */
final class GroupedRowsTest {
  private static final Rows ROWS = Rows.normal(1, 1300, 3, 2);

  private static List<String> described(Examples examples, int slices) {
    return examples.read(LocalSpark.spark(), slices).collect().stream()
        .map(
            group -> {
              double[] x = new double[group.rows() * 3];
              group.read(x);
              List<String> rows = new ArrayList<>();
              for (int row = 0; row < group.rows(); row++) {
                int index = (int) group.first() + row;
                assertEquals(ROWS.x(index)[1], x[row * 3 + 1]);
                assertEquals(ROWS.x(index)[2], group.features(row).apply(2));
                rows.add(group.label(row));
              }
              return group.first() + " " + rows;
            })
        .toList();
  }

  @Test
  void groupsAreTheSameInAnyCase() {
    List<LabeledVector> rows = new ArrayList<>(ROWS.labeled());
    Collections.shuffle(rows, new Random(1));
    Examples examples =
        new GroupedRows(Dataset.of("test", LocalSpark.spark().parallelize(rows, 4)));
    assertEquals(3, examples.groups());
    assertEquals(1300, examples.rows());
    List<String> one = described(examples, 1);
    assertEquals(3, one.size());
    for (int slices = 2; slices <= 4; slices++) {
      assertEquals(one, described(examples, slices));
    }
  }
}
