package dev.lockstep.rows.columns;

import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.SourceColumn;
import dev.lockstep.scale.SourceColumn.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is said of a table's columns once it has been learned what they become. */
final class ColumnLines {
  private static final int MOST_SHOWN = 8;

  private ColumnLines() {}

  /**
   * The lines on a set, with those on its columns.
   *
   * @param before what was said of it as it was read
   */
  static List<Understood> of(List<Understood> before, List<SourceColumn> sources, long rows) {
    List<Understood> lines = new ArrayList<>();
    for (Understood line : before) {
      lines.add(line);
      if (line.what().equals(Understood.FEATURES)) {
        add(
            lines,
            "categories",
            sources,
            each -> each.type() == Type.CATEGORY,
            ColumnLines::levels);
        add(lines, "missing", sources, SourceColumn::hasMissing, each -> missing(each, rows));
        List<String> ignored = ignored(sources);
        if (!ignored.isEmpty()) {
          lines.add(new Understood("ignored", MessageText.list(ignored, MOST_SHOWN)));
        }
      }
    }
    return lines;
  }

  private static void add(
      List<Understood> lines,
      String what,
      List<SourceColumn> sources,
      Predicate<SourceColumn> isOne,
      Function<SourceColumn, String> text) {
    List<String> parts =
        sources.stream().filter(isOne).map(each -> name(each) + " " + text.apply(each)).toList();
    if (!parts.isEmpty()) {
      lines.add(new Understood(what, MessageText.list(parts, MOST_SHOWN)));
    }
  }

  /** Each ignored column with the reason. */
  static List<String> ignored(List<SourceColumn> sources) {
    return sources.stream()
        .filter(each -> each.type() == Type.IGNORED)
        .map(each -> "%s (%s)".formatted(name(each), each.reason()))
        .toList();
  }

  private static String name(SourceColumn column) {
    return "'%s'".formatted(MessageText.oneLine(column.name()));
  }

  private static String levels(SourceColumn column) {
    String own = "(%d: %s".formatted(column.levels().size(), MessageText.list(shown(column), 4));
    return column.others().isEmpty()
        ? own + ")"
        : "%s; %d more share a column, --max-levels)".formatted(own, column.others().size());
  }

  private static List<String> shown(SourceColumn column) {
    return column.levels().stream().map(MessageText::oneLine).toList();
  }

  private static String missing(SourceColumn column, long rows) {
    return column.fill() == null
        ? "in %d rows (a level of its own)".formatted(column.missing())
        : "in %d rows (%s and a column)".formatted(column.missing(), column.fill());
  }
}
