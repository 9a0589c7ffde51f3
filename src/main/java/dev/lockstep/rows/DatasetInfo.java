package dev.lockstep.rows;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.scale.Columns;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a data set before anything is trained or tried.
 *
 * @param rows N
 * @param shape of a row: height and width of an image, or its d0 numbers alone
 * @param sha256 the name of each file, without {@code .gz}, to the SHA-256 of its unpacked bytes in
 *     hexadecimal, in the order of reading; empty for a user's own RDD
 * @param labels each distinct label, a number in its shortest form, with the number of its first
 *     row, in the order of these rows; empty without labels, and not all of them where they are
 *     more than {@link Classes#MOST}
 * @param columns the names of the columns
 * @param skipped rows that were left out, which have a place but no number
 * @param understood what the input was taken for, in the order of the announcement; empty where
 *     there was nothing to find out
 */
public record DatasetInfo(
    long rows,
    List<Integer> shape,
    Map<String, String> sha256,
    Map<String, Long> labels,
    Columns columns,
    long skipped,
    List<Understood> understood) {

  /** Copies lists and maps, and brings the labels into their order. */
  public DatasetInfo {
    shape = List.copyOf(shape);
    understood = List.copyOf(understood);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    Map<String, Long> byFirstRow = new LinkedHashMap<>();
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            entry -> byFirstRow.putIfAbsent(Classes.shortest(entry.getKey()), entry.getValue()));
    labels = Collections.unmodifiableMap(byFirstRow);
  }

  /** Of data that are taken for what they are: nothing was left out or had to be found out. */
  public DatasetInfo(
      long rows,
      List<Integer> shape,
      Map<String, String> sha256,
      Map<String, Long> labels,
      Columns columns) {
    this(rows, shape, sha256, labels, columns, 0, List.of());
  }

  /** Numbers in a row, d0. */
  public int features() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Checks that a network can be used on these rows.
   *
   * @param title what the message calls their files
   * @param inputs d0 of the network
   * @param meaning what the network takes labels for
   * @throws InvalidInputException if the rows have another number of features or a label means
   *     nothing
   */
  public void requireFits(String title, int inputs, Labels meaning) {
    if (features() != inputs) {
      throw new InvalidInputException(
          "Cannot use %s: its rows have %s features, the model takes %s. Use data of one kind."
              .formatted(title, features(), inputs));
    }
    Optional<Map.Entry<String, Long>> unknown = meaning.firstUnknown(labels);
    if (unknown.isPresent()) {
      throw new InvalidInputException(
          "Cannot use %s: row %s has label %s, which %s"
              .formatted(
                  title,
                  unknown.get().getValue(),
                  MessageText.oneLine(unknown.get().getKey()),
                  meaning.whyUnknown()));
    }
  }
}
