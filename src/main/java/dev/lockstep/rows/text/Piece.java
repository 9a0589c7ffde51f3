package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The lines of a file that begin in a range of its bytes: what a task reads in one go. Where a file
 * is cut depends on the files alone.
 *
 * @param number of the piece, from 0, through all files
 * @param file which file
 * @param from the first byte
 * @param to the byte after the last; beyond every file in the last piece of each
 */
record Piece(int number, InputFile file, long from, long to) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes in a piece of a plain file; a gzipped file is one piece. */
  static final long BYTES = 32 << 20;

  /** Cuts files into pieces, in their order. */
  static List<Piece> cut(List<InputFile> files, long bytes, Configuration hadoop) {
    List<Piece> pieces = new ArrayList<>();
    for (InputFile file : files) {
      boolean whole = file.length() <= bytes || file.isGzipped(hadoop);
      long last = whole ? 0 : (file.length() - 1) / bytes * bytes;
      for (long from = 0; from <= last; from += bytes) {
        long to = from == last ? Long.MAX_VALUE : from + bytes;
        pieces.add(new Piece(pieces.size(), file, from, to));
      }
    }
    return pieces;
  }

  /**
   * Shares pieces out to tasks: small ones together, up to so many bytes.
   *
   * @return the pieces of each task, in their order
   */
  static List<List<Piece>> shares(List<Piece> pieces, long bytes) {
    List<List<Piece>> shares = new ArrayList<>();
    long taken = bytes;
    for (Piece piece : pieces) {
      long size = Math.min(bytes, piece.file.length());
      if (taken + size > bytes) {
        shares.add(new ArrayList<>());
        taken = 0;
      }
      shares.get(shares.size() - 1).add(piece);
      taken += size;
    }
    return shares;
  }

  /** Shares pieces out to at most so many tasks: S of n get floor(s n / S) up to the next. */
  static List<List<Piece>> slices(List<Piece> pieces, int slices) {
    int count = Math.min(slices, pieces.size());
    List<List<Piece>> shares = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      int from = (int) ((long) s * pieces.size() / count);
      int to = (int) ((s + 1L) * pieces.size() / count);
      shares.add(new ArrayList<>(pieces.subList(from, to)));
    }
    return shares;
  }

  /** All lines of a file, without their digest; whoever asks closes them. */
  static Lines all(InputFile file, Configuration hadoop) {
    return new Lines(file.name(), file.open(0, hadoop), Long.MAX_VALUE, false, false);
  }

  boolean isFirst() {
    return from == 0;
  }

  /** Whether it is all of its file. */
  boolean isWhole() {
    return from == 0 && to == Long.MAX_VALUE;
  }

  /** Opens its lines; whoever asks closes them. */
  Lines open(Configuration hadoop) {
    long before = Math.max(0, from - 1); // a line end there means that a line begins at from
    return new Lines(file.name(), file.open(before, hadoop), to - before, from > 0, isWhole());
  }
}
