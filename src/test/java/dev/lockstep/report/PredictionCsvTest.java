package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.evaluate.Prediction;
import dev.lockstep.rows.Classes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictionCsvTest {
  private static final Classes CLASSES = Classes.of(List.of("cat", "dog, \"big\""));

  @TempDir Path temporary;

  /** A probability reads back as the same double. */
  @Test
  void aPartForEachPartitionWithAHeaderAndRowsInOrderAndSuccessAtTheEnd() throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    for (int row = 0; row < 1000; row++) {
      double p = Math.pow(0.7391, row) / (row + 3);
      predictions.add(new Prediction(row, "cat", new DenseVector(new double[] {1 - p, p})));
    }
    Path out = temporary.resolve("out");
    PredictionCsv.write(
        LocalSpark.spark().parallelize(predictions, 3),
        CLASSES,
        List.of(),
        new org.apache.hadoop.fs.Path(out.toString()),
        new Configuration());
    assertTrue(Files.exists(out.resolve("_SUCCESS")));
    int row = 0;
    for (int part = 0; part < 3; part++) {
      List<String> lines = Files.readAllLines(out.resolve("part-0000%d.csv".formatted(part)));
      assertEquals("row,predicted,pcat,\"pdog, \"\"big\"\"\"", lines.get(0));
      assertTrue(lines.size() > 1);
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        double[] expected = predictions.get(row).outputs().values();
        assertEquals(row++ + " cat", fields[0] + " " + fields[1]);
        assertEquals(expected[0], Double.parseDouble(fields[2]));
        assertEquals(expected[1], Double.parseDouble(fields[3]));
      }
    }
    assertEquals(1000, row);
  }

  @Test
  void whatRowsBringAlongStandsBehindTheirPlaces() {
    Classes pets = Classes.of(List.of("cat", "dog"));
    assertEquals(
        "row,id,\"a,b\",predicted,pcat,pdog", PredictionCsv.header(pets, List.of("id", "a,b")));
    double[] y = {0.25, 0.75};
    assertEquals(
        "7,r7,,dog,0.25,0.75",
        PredictionCsv.line(new Prediction(7, "dog", new DenseVector(y), "r7,"), pets));
  }
}
