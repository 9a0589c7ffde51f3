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
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictionCsvTest {
  private static final Classes CLASSES = Classes.of(List.of("cat", "dog, \"big\""));

  @TempDir Path temporary;

  private static Prediction prediction(long row) {
    double p = 1.0 / (row + 3);
    return new Prediction(row, "cat", new DenseVector(new double[] {1 - p, p}));
  }

  @Test
  void aPartForEachPartitionWithAHeaderAndRowsInOrderAndSuccessAtTheEnd() throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    for (long row = 0; row < 10; row++) {
      predictions.add(prediction(row));
    }
    PredictionCsv.write(
        LocalSpark.spark().parallelize(predictions, 3),
        CLASSES,
        List.of(),
        new org.apache.hadoop.fs.Path(temporary.resolve("out").toString()),
        new Configuration());
    try (Stream<Path> files = Files.list(temporary.resolve("out"))) {
      assertEquals(
          List.of("_SUCCESS", "part-00000.csv", "part-00001.csv", "part-00002.csv"),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList());
    }
    int row = 0;
    for (int part = 0; part < 3; part++) {
      List<String> lines =
          Files.readAllLines(temporary.resolve("out/part-0000%d.csv".formatted(part)));
      assertEquals("row,predicted,pcat,\"pdog, \"\"big\"\"\"", lines.get(0));
      assertTrue(lines.size() > 1);
      for (String line : lines.subList(1, lines.size())) {
        assertEquals(PredictionCsv.line(predictions.get(row)), line);
        row++;
      }
    }
    assertEquals(10, row);
  }

  @Test
  void theColumnsOfDigitsAreP0ToP9() {
    List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertEquals(
        "row,predicted,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9",
        PredictionCsv.header(Classes.of(digits), List.of()));
  }

  @Test
  void whatRowsBringAlongStandsBehindTheirPlaces() {
    assertEquals(
        "row,id,\"a,b\",predicted,pcat,pdog",
        PredictionCsv.header(Classes.of(List.of("cat", "dog")), List.of("id", "a,b")));
    double[] y = {0.25, 0.75};
    assertEquals(
        "7,r7,,dog,0.25,0.75",
        PredictionCsv.line(new Prediction(7, "dog", new DenseVector(y), "r7,")));
  }

  @Test
  void aProbabilityReadsBackAsTheSameDouble() {
    for (int row = 0; row < 1000; row++) {
      double p = Math.pow(0.7391, row) / (row + 3);
      String line =
          PredictionCsv.line(new Prediction(row, "cat", new DenseVector(new double[] {1 - p, p})));
      String[] fields = line.split(",", -1);
      assertEquals(row, Long.parseLong(fields[0]));
      assertEquals("cat", fields[1]);
      assertEquals(1 - p, Double.parseDouble(fields[2]));
      assertEquals(p, Double.parseDouble(fields[3]));
    }
  }
}
