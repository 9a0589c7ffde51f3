package dev.lockstep.rows.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.LocalSpark;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.scale.Pixels;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MnistTest {
  private static Dataset train;
  private static Dataset test;

  @BeforeAll
  static void open() {
    IdxFolder folder = IdxFolder.open("data/mnist", new Configuration());
    train = folder.train(LocalSpark.spark());
    test = folder.test(LocalSpark.spark());
  }

  @Test
  void filesAreThePublishedOnes() {
    assertEquals(
        List.of(
            Map.entry(
                "train-images-idx3-ubyte",
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
            Map.entry(
                "train-labels-idx1-ubyte",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
        List.copyOf(train.info().sha256().entrySet()));
    assertEquals(
        List.of(
            Map.entry(
                "t10k-images-idx3-ubyte",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
            Map.entry(
                "t10k-labels-idx1-ubyte",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
        List.copyOf(test.info().sha256().entrySet()));
  }

  @Test
  void sizesAndClassesAreMnists() {
    assertEquals(60_000, train.size());
    assertEquals(10_000, test.size());
    assertEquals(784, train.features());
    assertEquals(784, test.features());
    assertEquals(
        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        Classes.of(train.labels().keySet()).names());
  }

  @Test
  void firstLabelsAreMnists() {
    assertEquals(List.of("5", "0", "4", "1", "9"), firstLabels(train));
    assertEquals(List.of("7", "2", "1", "0", "4"), firstLabels(test));
  }

  @Test
  void everyRowIsThere() {
    assertEquals(60_000, train.rows(4).count());
    assertEquals(10_000, test.rows(2).count());
  }

  @Test
  void pixelValuesAreNumpys() throws Exception {
    try (InputStream golden = getClass().getResourceAsStream("/golden/mnist-first-epoch.json")) {
      JsonNode values = new ObjectMapper().readTree(golden).get("pixel_values_float32");
      assertEquals(7, values.size());
      values
          .properties()
          .forEach(
              value ->
                  assertEquals(
                      value.getValue().doubleValue(),
                      Pixels.valueOf((byte) Integer.parseInt(value.getKey())),
                      value.getKey()));
    }
    assertEquals(0.0, Pixels.valueOf((byte) 0));
  }

  private static List<String> firstLabels(Dataset data) {
    return data.rows(2).take(5).stream().map(LabeledVector::label).toList();
  }
}
