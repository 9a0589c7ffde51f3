package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.rows.ColumnSlices;
import dev.lockstep.rows.Facts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all tasks together have found out about a table. */
final class TableSurvey {
  private final List<Piece> pieces;
  private final Finding.OfPiece[] found;
  private final Map<String, String> digests = new HashMap<>();
  private ColumnSlices columns;

  TableSurvey(List<Piece> pieces, List<Finding> findings) {
    this.pieces = pieces;
    found = new Finding.OfPiece[pieces.size()];
    for (Finding finding : findings) {
      if (finding instanceof Finding.Digest digest) {
        digests.put(digest.path(), digest.sha256());
      } else if (finding instanceof Finding.OfPiece piece) {
        found[piece.piece()] = piece;
      } else if (finding instanceof Finding.OfColumns part) {
        columns = columns == null ? part.slices() : columns.merge(part.slices());
      }
    }
  }

  /** What the columns come to, if they were summed up. */
  Optional<ColumnSlices> columns() {
    return Optional.ofNullable(columns);
  }

  /**
   * Checks the rows.
   *
   * @throws InvalidInputException for the first fault in the order of the files, or without a row
   */
  void requireGood(boolean skipsBadRows) {
    long before = 0;
    for (Piece piece : pieces) {
      before = piece.isFirst() ? 0 : before;
      ParsedRows.Account account = found[piece.number()].account();
      Fault fault = account.fault();
      if (fault != null && (!skipsBadRows || fault.isFatal())) {
        throw fault.in(piece.file().name(), before);
      }
      before += account.lines();
    }
    if (rows() == 0) {
      long skipped = skipped();
      throw new InvalidInputException(
          "Cannot read %s: it holds no rows%s. Is it the right file?"
              .formatted(
                  pieces.get(0).file().name(),
                  skipped == 0 ? "" : " but %d bad ones".formatted(skipped)));
    }
  }

  private long rows() {
    long rows = 0;
    for (Finding.OfPiece piece : found) {
      rows += piece.rows();
    }
    return rows;
  }

  private long skipped() {
    long skipped = 0;
    for (Finding.OfPiece piece : found) {
      skipped += piece.account().skipped();
    }
    return skipped;
  }

  long groups() {
    long groups = 0;
    for (Finding.OfPiece piece : found) {
      groups += piece.groups();
    }
    return groups;
  }

  /** The number of the first row of every piece. */
  long[] firstRows() {
    long[] first = new long[found.length];
    for (int piece = 1; piece < first.length; piece++) {
      first[piece] = first[piece - 1] + found[piece - 1].rows();
    }
    return first;
  }

  /**
   * All that is known.
   *
   * @throws InvalidInputException if there are too many labels, or no features
   */
  Facts facts(Layout layout) {
    int width = layout.width();
    Map<String, Long> labels = new HashMap<>();
    long[] first = firstRows();
    for (Finding.OfPiece piece : found) {
      width = Math.max(width, piece.leastWidth());
      piece
          .labels()
          .forEach((label, row) -> labels.merge(label, first[piece.piece()] + row, Math::min));
    }
    if (labels.size() > PieceReader.MOST_LABELS) {
      throw new InvalidInputException(TableRows.tooManyLabels());
    }
    if (width == 0) {
      throw new InvalidInputException(
          "Cannot read %s: no row has a feature. Is it the right file?"
              .formatted(pieces.get(0).file().name()));
    }
    return new Facts(rows(), List.of(width), sha256(), labels, layout.columns(), skipped());
  }

  private Map<String, String> sha256() {
    Map<String, String> sha256 = new LinkedHashMap<>();
    for (Piece piece : pieces) {
      if (piece.isFirst()) {
        TableFile file = piece.file();
        String digest =
            piece.isWhole() ? found[piece.number()].account().sha256() : digests.get(file.path());
        boolean isTaken = sha256.containsKey(file.unpackedName());
        sha256.put(isTaken ? file.name() : file.unpackedName(), digest);
      }
    }
    return sha256;
  }
}
