package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.DigestInputStream;
import java.security.MessageDigest;
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
 * @param encoding how its characters are written
 */
record Piece(int number, InputFile file, long from, long to, TextEncoding encoding)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes in a piece of a plain file in UTF-8; any other file is one piece. */
  static final long BYTES = 32 << 20;

  /**
   * Cuts files into pieces, in their order.
   *
   * @param bytes the most in a piece of a file that can be cut
   */
  static List<Piece> cut(
      List<InputFile> files, long bytes, TableOptions options, Configuration hadoop) {
    TextEncoding encoding = options.get(TableOptions.ENCODING);
    List<Piece> pieces = new ArrayList<>();
    for (InputFile file : files) {
      boolean whole =
          file.length() <= bytes
              || options.get(TableOptions.MULTILINE)
              || file.isPacked(hadoop)
              || encoding.isConverted(file, hadoop);
      long last = whole ? 0 : (file.length() - 1) / bytes * bytes;
      for (long from = 0; from <= last; from += bytes) {
        long to = from == last ? Long.MAX_VALUE : from + bytes;
        pieces.add(new Piece(pieces.size(), file, from, to, encoding));
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
    long taken = 0;
    for (Piece piece : pieces) {
      long size = Math.min(bytes, piece.file.length());
      if (shares.isEmpty() || taken + size > bytes) {
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

  /** All lines of a file; whoever asks closes them. */
  static Lines all(InputFile file, TextEncoding encoding, Configuration hadoop) {
    return new Piece(0, file, 0, Long.MAX_VALUE, encoding).open(null, hadoop);
  }

  boolean isFirst() {
    return from == 0;
  }

  /** Whether it is all of its file. */
  boolean isWhole() {
    return from == 0 && to == Long.MAX_VALUE;
  }

  /**
   * Opens its lines; whoever asks closes them.
   *
   * @param digest takes the bytes of the file as they are read; null for none
   */
  Lines open(MessageDigest digest, Configuration hadoop) {
    long before = Math.max(0, from - 1); // a line end there means that a line begins at from
    InputStream bytes = file.open(before, hadoop);
    try {
      InputStream taken = digest == null ? bytes : new DigestInputStream(bytes, digest);
      return new Lines(
          file.name(), from == 0 ? encoding.convert(taken) : taken, to - before, from > 0);
    } catch (IOException e) {
      throw IoFault.of(file.name(), e);
    }
  }
}
