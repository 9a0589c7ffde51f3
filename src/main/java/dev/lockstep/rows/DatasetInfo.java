package dev.lockstep.rows;

import dev.lockstep.scale.Columns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a data set before anything is trained or tried.
 *
 * @param rows N
 * @param shape of a row: height and width of an image, or its d0 numbers alone
 * @param sha256 the name of each file, without {@code .gz}, to the SHA-256 of its unpacked bytes in
 *     hexadecimal, in the order of reading; empty for a user's own RDD
 * @param labels each distinct label with the number of its first row, in the order of these rows;
 *     empty without labels
 * @param columns the names of the columns
 * @param skipped bad rows that were left out, which have no number
 */
public record DatasetInfo(
    long rows,
    List<Integer> shape,
    Map<String, String> sha256,
    Map<String, Long> labels,
    Columns columns,
    long skipped) {

  /** Copies lists and maps, and brings the labels into their order. */
  public DatasetInfo {
    shape = List.copyOf(shape);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    Map<String, Long> byFirstRow = new LinkedHashMap<>();
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> byFirstRow.put(entry.getKey(), entry.getValue()));
    labels = Collections.unmodifiableMap(byFirstRow);
  }

  /** Numbers in a row, d0. */
  public int features() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
