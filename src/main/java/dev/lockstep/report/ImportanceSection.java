package dev.lockstep.report;

import dev.lockstep.evaluate.Evaluation;
import dev.lockstep.evaluate.importance.ImportanceFindings;
import dev.lockstep.evaluate.importance.ImportanceFindings.OfColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.StringEscapeUtils;

/**
 * The importance of columns, the greatest first, and how many are not shown:
 *
 * <pre>
 * importance (drop of accuracy)       mean   deviation
 * flipper_length_mm                0.31234     0.01234
 * </pre>
 */
record ImportanceSection(ImportanceFindings found, String metric) implements EvaluationSection {
  /** The files that it has. */
  static final Map<String, Function<ImportanceSection, String>> FILES =
      Map.of("importance.csv", ImportanceSection::csv);

  private static final int SHOWN = 20;
  private static final int MOST_LETTERS = 60;

  static Optional<EvaluationSection> of(Evaluation evaluation) {
    return evaluation
        .find(ImportanceFindings.class)
        .map(found -> new ImportanceSection(found, found.metric().title(evaluation.lossName())));
  }

  @Override
  public String table() {
    List<OfColumn> shown = found.byImportance().stream().limit(SHOWN).toList();
    String head = "importance (drop of %s)".formatted(metric);
    int width =
        Math.max(head.length(), shown.stream().mapToInt(of -> name(of).length()).max().orElse(0));
    String layout = "%-" + width + "s%12s%12s\n";
    StringBuilder text = new StringBuilder(layout.formatted(head, "mean", "deviation"));
    for (OfColumn of : shown) {
      text.append(
          layout.formatted(
              name(of),
              PythonFormat.fixed(of.mean(), 0, 5),
              PythonFormat.fixed(of.deviation(), 0, 5)));
    }
    int others = found.columns().size() - shown.size();
    return others == 0 ? text.toString() : text + "%d more in importance.csv\n".formatted(others);
  }

  private static String name(OfColumn of) {
    return StringUtils.abbreviate(of.column(), MOST_LETTERS);
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> importance = new LinkedHashMap<>();
    importance.put("metric", metric);
    importance.put("score", found.score());
    importance.put("repeats", found.repeats());
    importance.put("columns", found.columns());
    return Map.of("importance", importance);
  }

  @Override
  public Map<String, String> files() {
    return EvaluationSection.written(this, FILES);
  }

  /** A line for each column, in the order of the table. */
  private String csv() {
    String head =
        IntStream.rangeClosed(1, found.repeats())
            .mapToObj(repeat -> ",drop" + repeat)
            .collect(Collectors.joining("", "column,mean,deviation", "\n"));
    StringBuilder text = new StringBuilder(head);
    for (OfColumn of : found.columns()) {
      text.append(StringEscapeUtils.escapeCsv(of.column())).append(',');
      text.append(of.mean()).append(',').append(of.deviation());
      of.drops().forEach(drop -> text.append(',').append(drop));
      text.append('\n');
    }
    return text.toString();
  }
}
