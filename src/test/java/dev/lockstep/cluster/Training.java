package dev.lockstep.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words of a training. */
final class Training {
  /** Every law holds for each of them. */
  static final List<String> AGGREGATIONS = List.of("tree", "allreduce");

  /** Its name for a parametrised test. */
  static final String ALL = "dev.lockstep.cluster.Training#AGGREGATIONS";

  /** Mini-batches of this size make 15 steps of 600 rows, which take a cluster a second or less. */
  static final int BATCH = 40;

  private Training() {}

  static List<String> words(Path out, Path data, String aggregation, int batch, String... options) {
    List<String> words = new ArrayList<>(List.of("train", "--data", data.toString()));
    words.addAll(List.of("--batch-size=" + batch, "--aggregation", aggregation));
    words.addAll(List.of("--out", out.toString()));
    words.addAll(List.of(options));
    return words;
  }
}
