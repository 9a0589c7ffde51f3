package dev.lockstep.rows.columns;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.Dataset;
import dev.lockstep.scale.ColumnStats;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.RawColumns.Missing;
import dev.lockstep.scale.RawColumns.Raw;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.Scaling;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns of the training rows what the columns of their table become: {@link SourceColumn} says
 * what, and the scaling that is learned names them. Everything is exact, so that no partitioning
 * changes anything.
 */
public final class ColumnLearner {
  /** Room for the levels of all columns in a file that is read up to twice as many bytes. */
  private static final long MOST_BYTES = 1 << 25;

  private final ColumnStats stats;
  private final RawColumns raw;
  private final long rows;

  /** Of each column that rows hold; null where means are taken. */
  private final double[] medians;

  private final List<SourceColumn> sources = new ArrayList<>();
  private final List<Double> offsets = new ArrayList<>();
  private final List<Double> divisors = new ArrayList<>();

  /** How many bytes the levels so far take. */
  private long bytes;

  private ColumnLearner(ColumnStats stats, RawColumns raw, long rows, double[] medians) {
    this.stats = stats;
    this.raw = raw;
    this.rows = rows;
    this.medians = medians;
  }

  /**
   * Learns columns and scaling, in one Spark job, or none where reading has taken the statistics,
   * and in eight more for medians.
   *
   * @param train the rows to learn from
   * @param kind how numbers are scaled
   * @param slices into how many partitions to read the rows
   * @return the scaling of x, whose columns say what they are made of
   * @throws InvalidInputException as {@link #learn(ColumnStats, RawColumns, Columns, long,
   *     double[])} does
   */
  public static Scaling learn(Dataset train, ScaleKind kind, int slices) {
    if (train.raw().isEmpty()) {
      return train.learn(kind, slices);
    }
    RawColumns raw = train.raw().get();
    ColumnStats stats = train.stats(kind, slices);
    double[] medians = raw.missing() == Missing.MEDIAN ? Medians.of(train, stats, slices) : null;
    return learn(stats, raw, train.info().columns(), train.size(), medians);
  }

  /**
   * The same of statistics.
   *
   * @param stats of all rows
   * @param raw what the columns are
   * @param names the names of label and weight
   * @param rows how many rows
   * @param medians of each column that rows hold; null where means fill in what is missing
   * @throws InvalidInputException if nothing is left to learn from, or {@code --scale unit} is to
   *     take what is no byte
   */
  public static Scaling learn(
      ColumnStats stats, RawColumns raw, Columns names, long rows, double[] medians) {
    return new ColumnLearner(stats, raw, rows, medians).scaling(names);
  }

  private Scaling scaling(Columns names) {
    int j = 0;
    for (Raw column : raw.all()) {
      int from = offsets.size();
      if (!column.isRead()) {
        sources.add(ignored(column, column.note()));
      } else if (stats.missing(j) == rows) {
        sources.add(ignored(column, "no value"));
      } else if (column.isWords()) {
        addCategory(column, j);
      } else {
        addNumber(column, j);
      }
      j += column.isRead() ? 1 : 0;
      requireBytes(column, from);
    }
    if (offsets.isEmpty()) {
      throw new InvalidInputException(
          "Cannot learn from the rows: none of their columns is of use: %s. Name some: --features, --categories."
              .formatted(MessageText.list(ColumnLines.ignored(sources), 8)));
    }
    Columns columns = names.madeOf(sources, raw.missing());
    ScaleKind kind = stats.kind();
    return kind.isLearned()
        ? Scaling.of(kind, columns, array(offsets), array(divisors))
        : Scaling.of(kind, columns, new double[0], new double[0]);
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private SourceColumn ignored(Raw column, String reason) {
    int at = offsets.size();
    return new SourceColumn(
        column.name(), SourceColumn.Type.IGNORED, reason, at, at, 0, null, null, null, null, null);
  }

  private void addNumber(Raw column, int j) {
    long missing = stats.missing(j);
    double fill = medians == null ? stats.mean(j, rows) : medians[j];
    ColumnStats.Moments moments = stats.moments(j, rows, fill);
    int from = offsets.size();
    int width = missing > 0 ? 2 : 1;
    sources.add(
        new SourceColumn(
            column.name(),
            column.type(),
            "",
            from,
            from + width,
            missing,
            raw.missing().fills() ? fill : null,
            moments.mean(),
            moments.deviation(),
            null,
            null));
    ColumnStats.Moments by =
        stats.kind().isLearned() ? stats.scale(j, rows, fill) : new ColumnStats.Moments(0, 1);
    offsets.add(by.mean());
    divisors.add(by.deviation());
    addUnscaled(width - 1);
  }

  /** Indicators and levels stay 0 and 1. */
  private void addUnscaled(int count) {
    for (int i = 0; i < count; i++) {
      offsets.add(0.0);
      divisors.add(1.0);
    }
  }

  private void addCategory(Raw column, int j) {
    Map<String, Long> counts = stats.levels(j);
    boolean areTooMany = counts.size() > ColumnStats.MOST_LEVELS;
    Map<String, Long> levels = areTooMany ? counts : merged(counts);
    if (areTooMany || (!column.isNamed() && 2L * levels.size() > rows)) {
      sources.add(
          ignored(
              column,
              "%s different words in %d rows: an identifier%s"
                  .formatted(
                      areTooMany ? "more than " + ColumnStats.MOST_LEVELS : levels.size(),
                      rows,
                      areTooMany ? "" : "; --categories takes it")));
      return;
    }
    Comparator<String> order = Classes.order(levels.keySet());
    Set<String> kept = new HashSet<>();
    levels.keySet().stream()
        .sorted(Comparator.<String>comparingLong(level -> -levels.get(level)).thenComparing(order))
        .limit(raw.maxLevels())
        .forEach(kept::add);
    List<String> sorted = levels.keySet().stream().sorted(order).toList();
    List<String> own = sorted.stream().filter(kept::contains).toList();
    List<String> others = sorted.stream().filter(level -> !kept.contains(level)).toList();
    long size = 0;
    for (String level : sorted) {
      size += jsonBytes(level) + (kept.contains(level) ? 2 * jsonBytes(column.name() + level) : 0);
    }
    if (bytes + size > MOST_BYTES) {
      sources.add(
          ignored(
              column,
              "%d different words in %d rows, too long for a model: an identifier"
                  .formatted(levels.size(), rows)));
      return;
    }
    bytes += size;
    int from = offsets.size();
    int width = own.size() + (others.isEmpty() ? 0 : 1) + (stats.missing(j) > 0 ? 1 : 0);
    sources.add(
        new SourceColumn(
            column.name(),
            SourceColumn.Type.CATEGORY,
            "",
            from,
            from + width,
            stats.missing(j),
            null,
            null,
            null,
            own,
            others));
    addUnscaled(width);
  }

  /** At most how many bytes a text takes in a list of JSON, with what stands around it. */
  private static long jsonBytes(String text) {
    return 4 + text.chars().mapToLong(ColumnLearner::jsonBytes).sum();
  }

  private static long jsonBytes(int character) {
    boolean isEscaped = character == '"' || character == '\\';
    return character < ' ' ? 6 : isEscaped ? 2 : character < 128 ? 1 : 3;
  }

  /** Words that are all numbers are the same level where they are equal. */
  private static Map<String, Long> merged(Map<String, Long> counts) {
    if (!Classes.areNumbers(counts.keySet())) {
      return counts;
    }
    Map<String, Long> merged = new HashMap<>();
    counts.forEach((level, rows) -> merged.merge(Classes.shortest(level), rows, Long::sum));
    return merged;
  }

  private void requireBytes(Raw column, int from) {
    if (stats.kind() == ScaleKind.UNIT && offsets.size() - from > (column.isWords() ? 0 : 1)) {
      throw new InvalidInputException(
          "--scale unit takes whole numbers from 0 to 255 alone, and column %s holds words or lacks values. Say --scale standard, or leave it out: --features."
              .formatted(MessageText.oneLine(column.name())));
    }
  }
}
