package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.IoFault;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.DatasetInfo;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.DecimalNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * What reading a table shows: its faults, rows, labels, digests and, if asked for, what its columns
 * come to. Tasks scan the pieces that they read, the driver merges their scans, in any order, to
 * that of the table. Not thread-safe.
 */
final class TableScan implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String BAD = "bad";

  /** Classes and reasons in a line. */
  private static final int MOST_SHOWN = 10;

  /** So many classes may be as many as half of the rows. */
  private static final int MOST_UNASKED = 20;

  private final TreeMap<Integer, PieceScan> pieces = new TreeMap<>();
  private final HashMap<String, String> digests = new HashMap<>();
  private ColumnStats columns;

  /** The greatest number, where it was looked for. */
  private double greatest = Double.NEGATIVE_INFINITY;

  /** What is in a piece. */
  private static final class PieceScan implements Serializable {
    private static final long serialVersionUID = 1L;

    private long rows;
    private int width;
    private ParsedRows.Status status;
    private final HashMap<String, Long> labels = new HashMap<>();
    private final HashMap<String, Long> counts = new HashMap<>();
    private final HashMap<String, Long> reasons = new HashMap<>();
    private Fault bad;

    void add(ParsedRows block) {
      status = block.status();
      rows += block.rows();
      for (ParsedRows.Left left : block.left()) {
        Fault reason = left.reason();
        bad = bad == null && !reason.isMissing() ? reason : bad;
        reasons.merge(reason.isMissing() ? reason.text() : BAD, 1L, Long::sum);
      }
      if (block.rows() > 0) {
        width = Math.max(width, block.block().width());
        if (labels.size() <= Classes.MOST) {
          block.block().labels().forEach(labels::putIfAbsent);
          block
              .block()
              .labelCounts()
              .forEach((label, rows) -> counts.merge(label, rows, Long::sum));
        }
      }
    }
  }

  /**
   * Scans the rows of a partition.
   *
   * @param stats takes those of the columns; null if none are taken
   * @param areBytes whether {@code --scale unit} divides the numbers by 255
   */
  static TableScan of(Iterator<ParsedRows> parts, ColumnStats stats, boolean areBytes) {
    TableScan scan = new TableScan();
    scan.columns = stats;
    while (parts.hasNext()) {
      ParsedRows part = parts.next();
      scan.pieces.computeIfAbsent(part.piece(), piece -> new PieceScan()).add(part);
      if (stats != null && part.rows() > 0) {
        part.block().addTo(stats);
      }
      if (areBytes && part.rows() > 0) {
        scan.greatest = Math.max(scan.greatest, part.block().greatest());
      }
    }
    return scan;
  }

  /** Takes the SHA-256 of a file that is read in several pieces. */
  static TableScan ofFile(InputFile file, Configuration hadoop) {
    TableScan scan = new TableScan();
    try (InputStream in = file.open(0, hadoop)) {
      MessageDigest digest = DigestUtils.getSha256Digest();
      byte[] buffer = new byte[1 << 18]; // sha256Hex's of a kilobyte takes half as long again
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      scan.digests.put(file.location(), Hex.encodeHexString(digest.digest()));
    } catch (IOException e) {
      throw IoFault.of(file.name(), e);
    }
    return scan;
  }

  /** Takes over the scan of other pieces. */
  TableScan merge(TableScan other) {
    pieces.putAll(other.pieces);
    digests.putAll(other.digests);
    greatest = Math.max(greatest, other.greatest);
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

  /** What is strange in the columns of all pieces. */
  ParsedRows.Strange strange() {
    return pieces.values().stream()
        .map(piece -> piece.status.strange())
        .reduce(ParsedRows.Strange.NOTHING, ParsedRows.Strange::plus);
  }

  /** The rows of numbers, whether words stand among them or not. */
  long rows() {
    return sum(piece -> piece.rows + piece.status.strange().wordRows());
  }

  private long sum(ToLongFunction<PieceScan> what) {
    return pieces.values().stream().mapToLong(what).sum();
  }

  /**
   * Where every piece begins.
   *
   * @param all its pieces
   */
  ParsedRows.Start[] starts(List<Piece> all) {
    ParsedRows.Start[] starts = new ParsedRows.Start[all.size()];
    long row = 0;
    long place = 0;
    long line = 0;
    for (int i = 0; i < starts.length; i++) {
      Piece piece = all.get(i);
      PieceScan scan = pieces.get(piece.number());
      line = piece.isFirst() ? 0 : line;
      starts[i] = new ParsedRows.Start(row, place, piece.file().name(), line);
      row += scan.rows;
      place += scan.status.places();
      line += scan.status.lines();
    }
    return starts;
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
    ParsedRows.Start[] starts = starts(all);
    requireNoFault(starts, skipsBadRows, layout.isDense());
    String file = all.get(0).file().name();
    long rows = sum(piece -> piece.rows);
    long leftOut = sum(piece -> piece.status.places()) - rows;
    if (rows == 0) {
      throw new InvalidInputException(
          leftOut == 0
              ? "Cannot read %s: it holds no rows%s. Is it the right file?"
                  .formatted(file, layout.isDense() ? " but a header (--header)" : "")
              : "Cannot read %s: every row was left out: %s. Is it the right file?"
                  .formatted(file, reasons(starts)));
    }
    int width = layout.width();
    Map<String, Long> labels = new HashMap<>();
    for (Map.Entry<Integer, PieceScan> entry : pieces.entrySet()) {
      PieceScan piece = entry.getValue();
      width = Math.max(width, piece.width);
      if (labels.size() <= Classes.MOST) {
        piece.labels.forEach(
            (label, row) -> labels.putIfAbsent(label, starts[entry.getKey()].row() + row));
      }
    }
    boolean isBare = sum(piece -> piece.width + piece.status.unseen()) == 0;
    if (width == 0 || isBare) {
      throw new InvalidInputException(
          "Cannot read %s: no row has a feature. Is it the right file?".formatted(file));
    }
    List<Understood> understood = new ArrayList<>();
    understood.add(new Understood("rows", String.valueOf(rows)));
    if (leftOut > 0) {
      understood.add(
          new Understood(
              "left out", "%d of %d rows: %s".formatted(leftOut, rows + leftOut, reasons(starts))));
    }
    boolean haveSeveral = layout.columns().haveSeveralLabels();
    understood.addAll(haveSeveral ? layout.understood() : withClasses(layout.understood()));
    long unseen = sum(piece -> piece.status.unseen());
    if (!layout.isDense()) {
      understood.add(new Understood(Understood.FEATURES, String.valueOf(width)));
    }
    understood.addAll(haveSeveral ? List.of() : doubts(counts(), rows));
    if (unseen > 0) {
      understood.add(
          new Understood(
              "unseen",
              "%d numbers left out, of features that training never saw".formatted(unseen)));
    }
    if (greatest >= 0 && greatest <= 1) {
      understood.add(
          new Understood("note", "no number is above 1, and --scale unit divides all by 255"));
    }
    return new DatasetInfo(
        rows, List.of(width), sha256(all), labels, layout.columns(), leftOut, understood);
  }

  /** Why rows were left out, the most frequent reason first. */
  private String reasons(ParsedRows.Start[] starts) {
    Map<String, Long> times = new TreeMap<>();
    String first = "";
    for (Map.Entry<Integer, PieceScan> entry : pieces.entrySet()) {
      PieceScan piece = entry.getValue();
      piece.reasons.forEach((reason, count) -> times.merge(reason, count, Long::sum));
      if (first.isEmpty() && piece.bad != null) {
        ParsedRows.Start start = starts[entry.getKey()];
        first =
            " (the first: %s, line %d, %s)"
                .formatted(start.file(), start.line() + piece.bad.line(), piece.bad.text());
      }
    }
    String example = first;
    return MessageText.list(
        times.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(
                reason ->
                    reason.getKey().equals(BAD)
                        ? "%d bad%s".formatted(reason.getValue(), example)
                        : "%d with %s".formatted(reason.getValue(), reason.getKey()))
            .toList(),
        MOST_SHOWN);
  }

  /** Adds the classes to the line on the label. */
  private List<Understood> withClasses(List<Understood> lines) {
    Map<String, Long> counts = counts();
    if (counts.isEmpty()) {
      return lines;
    }
    Set<String> values = counts.keySet();
    String classes =
        Classes.areLikely(values, counts.values().stream().mapToLong(Long::longValue).sum())
            ? classes(counts)
            : "%d different numbers, %s to %s"
                .formatted(
                    values.size(),
                    Collections.min(values, Classes.order(values)),
                    Collections.max(values, Classes.order(values)));
    boolean isNamed = lines.stream().anyMatch(line -> line.what().equals(Understood.LABEL));
    return isNamed
        ? lines.stream()
            .map(
                line ->
                    line.what().equals(Understood.LABEL)
                        ? new Understood(line.what(), "%s; %s".formatted(line.text(), classes))
                        : line)
            .toList()
        : Stream.concat(Stream.of(new Understood(Understood.LABEL, classes)), lines.stream())
            .toList();
  }

  private static boolean isWord(String label) {
    return Double.isNaN(DecimalNumber.parse(label));
  }

  /** How many rows have each label. */
  private Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    pieces
        .values()
        .forEach(
            piece -> piece.counts.forEach((label, rows) -> counts.merge(label, rows, Long::sum)));
    return counts;
  }

  /**
   * What is doubtful in classes: two that differ in case alone, a word among amounts, or nearly one
   * for each row.
   */
  private static List<Understood> doubts(Map<String, Long> counts, long rows) {
    List<Understood> doubts = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    counts.keySet().stream()
        .sorted()
        .forEach(
            label -> {
              String other = seen.putIfAbsent(label.toLowerCase(Locale.ROOT), label);
              if (other != null && doubts.isEmpty()) {
                doubts.add(
                    new Understood(
                        "note",
                        "labels '%s' and '%s' differ in case alone and are two classes"
                            .formatted(MessageText.oneLine(other), MessageText.oneLine(label))));
              }
            });
    Set<String> words =
        counts.keySet().stream().filter(TableScan::isWord).collect(Collectors.toSet());
    boolean areAmounts =
        counts.size() - words.size() > MOST_UNASKED
            || counts.keySet().stream()
                .anyMatch(label -> !words.contains(label) && Classes.shortest(label).contains("."));
    if (!words.isEmpty() && areAmounts) {
      doubts.add(
          new Understood(
              "note",
              "labels are classes since '%s' is no number (if it stands for a missing value: --na)"
                  .formatted(MessageText.oneLine(Collections.min(words)))));
    }
    if (counts.size() > MOST_UNASKED
        && 2L * counts.size() > rows
        && Classes.areLikely(counts.keySet(), rows)) {
      doubts.add(
          new Understood(
              "note",
              "%d classes in %d rows: the label may name rows; --label names another column"
                  .formatted(counts.size(), rows)));
    }
    return doubts;
  }

  private static String classes(Map<String, Long> counts) {
    return "%d %s: %s"
        .formatted(
            counts.size(),
            counts.size() == 1 ? "class" : "classes",
            MessageText.list(
                counts.keySet().stream()
                    .sorted(Classes.order(counts.keySet()))
                    .map(label -> "%s %d".formatted(MessageText.oneLine(label), counts.get(label)))
                    .toList(),
                MOST_SHOWN));
  }

  private void requireNoFault(
      ParsedRows.Start[] starts, boolean skipsBadRows, boolean mayBeHeaded) {
    for (Map.Entry<Integer, PieceScan> entry : pieces.entrySet()) {
      Fault fault = entry.getValue().status.fault();
      if (fault != null && (!skipsBadRows || fault.isFatal())) {
        ParsedRows.Start start = starts[entry.getKey()];
        throw fault.in(start.file(), start.line(), mayBeHeaded);
      }
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
