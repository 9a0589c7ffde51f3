package dev.lockstep.rows.idx;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.Classes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one pass finds of the numbers of a file: the labels, which are the first number of every
 * row, or what range those of images have. Bytes of images, which may be any, are not looked at.
 * Not thread-safe.
 */
final class IdxScan {
  private final String file;
  private final IdxHeader header;
  private final boolean areLabels;
  private final Map<Integer, long[]> labels = new TreeMap<>();
  private long seen;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /** Of the row so far: whether it holds one 1 and zeros, and how many numbers. */
  private int ones;

  private boolean areOneHot;

  /**
   * Before the first number.
   *
   * @param file what messages call the file
   * @param areLabels whether it holds labels, or else images
   */
  IdxScan(String file, IdxHeader header, boolean areLabels) {
    this.file = file;
    this.header = header;
    this.areLabels = areLabels;
    areOneHot = areLabels && header.numbers() > 1;
  }

  /**
   * Looks at the next numbers.
   *
   * @param bytes from the beginning of a number on; what follows the last whole number is passed
   *     over
   * @throws InvalidInputException if a number cannot be learned from
   */
  void add(byte[] bytes) {
    if (!areLabels && header.type() == IdxType.UNSIGNED_BYTE) {
      return;
    }
    int size = header.type().size();
    ByteBuffer from = ByteBuffer.wrap(bytes);
    for (int at = 0;
        at + size <= bytes.length && seen < header.items() * header.numbers();
        at += size) {
      double number = header.type().number(from, at);
      if (areLabels) {
        addLabel((int) number);
      } else {
        addNumber(number);
      }
      seen++;
    }
  }

  private void addNumber(double number) {
    if (!Double.isFinite(number)) {
      throw new InvalidInputException(
          "Cannot read %s: number %d of image %d is %s. Write finite numbers."
              .formatted(file, 1 + seen % header.numbers(), seen / header.numbers(), number));
    }
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
  }

  private void addLabel(int number) {
    int column = (int) (seen % header.numbers());
    if (column == 0) {
      long row = seen / header.numbers();
      labels.computeIfAbsent(number, label -> new long[] {row, 0})[1]++;
      ones = 0;
    }
    if (labels.size() > Classes.MOST) {
      throw new InvalidInputException(
          "Cannot read %s: it has more than %d different labels. Are they classes?"
              .formatted(file, Classes.MOST));
    }
    if (areOneHot) {
      ones += number;
      areOneHot = (number & 1) == number && (column < header.numbers() - 1 || ones == 1);
    }
  }

  /**
   * The labels, by number, each with its first row and how many rows have it; none of images.
   *
   * @throws InvalidInputException if every row is a one among zeros, so that the first column is no
   *     label
   */
  Map<Integer, long[]> labels() {
    if (areOneHot) {
      throw new InvalidInputException(
          "Cannot read %s: each of its rows is a single 1 among %d numbers, and the first would be taken for the label. Write the number of each class."
              .formatted(file, header.numbers()));
    }
    return labels;
  }

  /** Whether all numbers of images are from 0 to 1, as pixels are that were scaled already. */
  boolean areShares() {
    return least >= 0 && greatest <= 1;
  }

  /** The range of the numbers of images; empty where they were not looked at. */
  String range() {
    boolean areShort = header.type() == IdxType.FLOAT;
    return least > greatest
        ? ""
        : " from %s to %s"
            .formatted(areShort ? (float) least : least, areShort ? (float) greatest : greatest);
  }
}
