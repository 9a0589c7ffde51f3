package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.scale.ColumnStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * What reading a table shows: its faults, rows, labels, digests and, if asked for, what its columns
 * come to. Tasks scan the pieces that they read, the driver merges their scans, in any order, to
 * that of the table. Not thread-safe.
 */
final class TableScan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Integer, PieceScan> pieces = new TreeMap<>();
  private final HashMap<String, String> digests = new HashMap<>();
  private ColumnStats columns;

  /** What is in a piece. */
  private static final class PieceScan implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private int width;
    private ParsedRows.Status status;
    private final HashMap<String, Long> labels = new HashMap<>();

    void add(ParsedRows block) {
      status = block.status();
      rows += block.rows();
      if (block.rows() > 0) {
        width = Math.max(width, block.block().width());
        if (labels.size() <= Classes.MOST) {
          block.block().labels().forEach(labels::putIfAbsent);
        }
      }
    }
  }

  /**
   * Scans the rows of a partition.
   *
   * @param stats takes those of the columns; null if none are taken
   */
  static TableScan of(Iterator<ParsedRows> parts, ColumnStats stats) {
    TableScan scan = new TableScan();
    scan.columns = stats;
    while (parts.hasNext()) {
      ParsedRows part = parts.next();
      scan.pieces.computeIfAbsent(part.piece(), piece -> new PieceScan()).add(part);
      if (stats != null && part.rows() > 0) {
        part.block().addTo(stats);
      }
    }
    return scan;
  }

  /** Takes the SHA-256 of a file that is read in several pieces. */
  static TableScan ofFile(InputFile file, Configuration hadoop) {
    TableScan scan = new TableScan();
    try (InputStream in = file.open(0, hadoop)) {
      scan.digests.put(file.location(), DigestUtils.sha256Hex(in));
    } catch (IOException e) {
      throw IoFault.of(file.name(), e);
    }
    return scan;
  }

  /** Takes over the scan of other pieces. */
  TableScan merge(TableScan other) {
    pieces.putAll(other.pieces);
    digests.putAll(other.digests);
    if (columns == null || other.columns == null) {
      columns = columns == null ? other.columns : columns;
    } else {
      columns = columns.merge(other.columns);
    }
    return this;
  }

  /** The statistics of the columns; null if they were not taken. */
  ColumnStats columns() {
    return columns;
  }

  private long sum(ToLongFunction<PieceScan> what) {
    return pieces.values().stream().mapToLong(what).sum();
  }

  /** The number of the first row of every piece. */
  long[] firstRows() {
    long[] first = new long[pieces.size()];
    for (int piece = 1; piece < first.length; piece++) {
      first[piece] = first[piece - 1] + pieces.get(piece - 1).rows;
    }
    return first;
  }

  /**
   * Checks a whole table.
   *
   * @param all its pieces
   * @return all that is known of it
   * @throws InvalidInputException for the first fault in the order of the files, no row, or no
   *     feature
   */
  DatasetInfo info(List<Piece> all, TextFormat.Layout layout, boolean skipsBadRows) {
    requireNoFault(all, skipsBadRows);
    String file = all.get(0).file().name();
    long rows = sum(piece -> piece.rows);
    long skipped = sum(piece -> piece.status.skipped());
    if (rows == 0) {
      String bad = skipped == 0 ? "" : " but %d bad ones".formatted(skipped);
      throw new InvalidInputException(
          "Cannot read %s: it holds no rows%s. Is it the right file?".formatted(file, bad));
    }
    int width = layout.width();
    Map<String, Long> labels = new HashMap<>();
    long[] first = firstRows();
    for (Map.Entry<Integer, PieceScan> entry : pieces.entrySet()) {
      PieceScan piece = entry.getValue();
      width = Math.max(width, piece.width);
      if (labels.size() <= Classes.MOST) {
        piece.labels.forEach(
            (label, row) -> labels.putIfAbsent(label, first[entry.getKey()] + row));
      }
    }
    if (width == 0) {
      throw new InvalidInputException(
          "Cannot read %s: no row has a feature. Is it the right file?".formatted(file));
    }
    return new DatasetInfo(
        rows, List.of(width), sha256(all), labels, layout.columns(), skipped, layout.understood());
  }

  private void requireNoFault(List<Piece> all, boolean skipsBadRows) {
    long before = 0;
    for (Piece piece : all) {
      before = piece.isFirst() ? 0 : before;
      ParsedRows.Status status = pieces.get(piece.number()).status;
      Fault fault = status.fault();
      if (fault != null && (!skipsBadRows || fault.isFatal())) {
        throw fault.in(piece.file().name(), before);
      }
      before += status.lines();
    }
  }

  private Map<String, String> sha256(List<Piece> all) {
    Map<String, String> sha256 = new LinkedHashMap<>();
    for (Piece piece : all) {
      if (piece.isFirst()) {
        InputFile file = piece.file();
        boolean isTaken = sha256.containsKey(file.unpackedName());
        sha256.put(
            isTaken ? file.name() : file.unpackedName(),
            piece.isWhole()
                ? pieces.get(piece.number()).status.sha256()
                : digests.get(file.location()));
      }
    }
    return sha256;
  }
}
