package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lockstep.LocalSpark;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Permutation;
import dev.lockstep.rows.Rows;
import dev.lockstep.scale.Scaling;
import java.util.List;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every epoch's rows stand where its permutation puts them, and are kept for that epoch alone. */
final class EpochRowsTest {
  private static PackedDataset packed(Rows rows, int partitions) {
    Dataset data = Dataset.of("train", LocalSpark.spark().parallelize(rows.labeled(), 3));
    return PackedDataset.pack(data, rows.classes(), Scaling.none(), 7, 5, partitions);
  }

  private static Rows inOrder(Rows rows, Permutation order) {
    double[][] x = new double[rows.size()][];
    int[] t = new int[rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      int place = (int) order.placeOf(row);
      x[place] = rows.x(row);
      t[place] = rows.t(row);
    }
    return Rows.of(x, t);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void rowsAreWhereThePermutationPutsThemWhateverThePartitions(int partitions) {
    for (Rows rows : List.of(Rows.normal(1, 52, 4, 3), Rows.pixels(1, 52, 300, 3))) {
      PackedDataset inFileOrder = packed(rows, partitions);
      try (inFileOrder;
          EpochRows epochs = EpochRows.shuffled(inFileOrder, 8)) {
        for (int epoch : List.of(2, 1)) {
          Rows expected = inOrder(rows, new Permutation(8, epoch, rows.size()));
          PackingLawsTest.assertHold(
              expected, rows.plan(7, 5), epochs.of(epoch).chunks().collect());
        }
      }
    }
  }

  @Test
  void anEpochIsGivenUpForTheNextAndFileOrderStays() {
    PackedDataset inFileOrder = packed(Rows.normal(1, 20, 4, 3), 2);
    EpochRows epochs = EpochRows.shuffled(inFileOrder, 8);
    assertSame(inFileOrder, epochs.of(0));
    PackedDataset one = epochs.of(1);
    assertSame(one, epochs.of(1));
    assertEquals(StorageLevel.MEMORY_AND_DISK(), one.chunks().getStorageLevel());
    PackedDataset two = epochs.of(2);
    assertEquals(StorageLevel.NONE(), one.chunks().getStorageLevel());
    epochs.close();
    assertEquals(StorageLevel.NONE(), two.chunks().getStorageLevel());
    assertEquals(StorageLevel.MEMORY_AND_DISK(), inFileOrder.chunks().getStorageLevel());
    assertSame(inFileOrder, EpochRows.inFileOrder(inFileOrder).of(3));
    inFileOrder.close();
    assertEquals(StorageLevel.NONE(), inFileOrder.chunks().getStorageLevel());
  }
}
