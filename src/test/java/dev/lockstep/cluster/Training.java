package dev.lockstep.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words of a small training, an epoch of which takes a cluster about a second. */
final class Training {
  /** Every law holds for each of them. */
  static final List<String> AGGREGATIONS = List.of("tree");

  private Training() {}

  static List<String> words(Path out, Path data, String aggregation, String... options) {
    List<String> words = new ArrayList<>(List.of("train", "--data", data.toString()));
    words.addAll(List.of("--batch-size=20", "--aggregation", aggregation));
    words.addAll(List.of("--out", out.toString()));
    words.addAll(List.of(options));
    return words;
  }
}
