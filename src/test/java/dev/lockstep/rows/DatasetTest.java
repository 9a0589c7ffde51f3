package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.LocalSpark;
import dev.lockstep.io.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;

class DatasetTest {
  @Test
  void userRowsAreLookedThroughInAnyOrder() {
    Dataset data = dataset(row(2, "cat", 3), row(0, "dog", 3), row(3, "dog", 3), row(1, "cat", 3));
    assertEquals("mine", data.name());
    assertEquals(4, data.size());
    assertEquals(3, data.features());
    assertEquals(Map.of(), data.info().sha256());
    assertEquals(
        List.of(Map.entry("dog", 0L), Map.entry("cat", 1L)), List.copyOf(data.labels().entrySet()));
  }

  @Test
  void sparseVectorsCountTheirZeros() {
    LabeledVector sparse =
        new LabeledVector(1, "b", Vectors.sparse(3, new int[] {2}, new double[] {1}));
    assertEquals(3, dataset(row(0, "a", 3), sparse).features());
  }

  @Test
  void noRowsAreRefused() {
    assertEquals("The mine set has no rows.", refused());
  }

  @Test
  void rowsNotNumberedFromZeroAreRefused() {
    assertEquals(
        "The 2 rows of the mine set are not numbered 0 to 1, each once (lowest 1, highest 2). "
            + "Number them with zipWithIndex.",
        refused(row(1, "a", 2), row(2, "b", 2)));
  }

  @Test
  void oneNumberTwiceAndOneMissingAreRefusedThoughSumsAgree() {
    assertEquals(
        "The 4 rows of the mine set are not numbered 0 to 3, each once (lowest 0, highest 3). "
            + "Number them with zipWithIndex.",
        refused(row(0, "a", 2), row(0, "a", 2), row(3, "b", 2), row(3, "b", 2)));
  }

  @Test
  void vectorsOfTwoLengthsAreRefused() {
    assertEquals(
        "Row 1 of the mine set has 3 features, row 0 has 2. Give every row the same.",
        refused(row(3, "b", 3), row(2, "b", 2), row(1, "a", 3), row(0, "a", 2)));
  }

  @Test
  void emptyVectorsAreRefused() {
    assertEquals("The rows of the mine set have no features.", refused(row(0, "a", 0)));
  }

  @Test
  void anotherSetFitsWithTheSameFeaturesAndKnownLabelsOnly() {
    Dataset data = dataset(row(0, "a", 2), row(1, "c", 2), row(2, "b", 2));
    data.requireFits(2, Classes.of(List.of("a", "b", "c", "d")));
    assertEquals(
        "Cannot use the mine set: its rows have 2 features, the model takes 3. Use data of one kind.",
        assertThrows(
                InvalidInputException.class,
                () -> data.requireFits(3, Classes.of(List.of("a", "b", "c"))))
            .getMessage());
    assertEquals(
        "Cannot use the mine set: row 1 has label c, which the model does not know. Known labels: a,"
            + " z.",
        assertThrows(
                InvalidInputException.class,
                () -> data.requireFits(2, Classes.of(List.of("a", "z"))))
            .getMessage());
  }

  @Test
  void whatATaskSawCrossesTheNetworkWithKryoToo() {
    RowScan scan = RowScan.ofPartition(List.of(row(0, "a", 2), row(1, "b", 2)).iterator()).next();
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ClassTag<RowScan> type = ClassTag.apply(RowScan.class);
    RowScan copy = kryo.deserialize(kryo.serialize(scan, type), type);
    assertEquals(scan.info("mine"), copy.info("mine"));
  }

  private static LabeledVector row(long index, String label, int features) {
    return new LabeledVector(index, label, Vectors.dense(new double[features]));
  }

  private static Dataset dataset(LabeledVector... rows) {
    return Dataset.of("mine", LocalSpark.spark().parallelize(new ArrayList<>(List.of(rows)), 3));
  }

  private static String refused(LabeledVector... rows) {
    return assertThrows(InvalidInputException.class, () -> dataset(rows)).getMessage();
  }
}
