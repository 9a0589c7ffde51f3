package dev.lockstep.rows.columns;

import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is said of a table's columns once it has been learned what they become. */
final class ColumnLines {
  private static final int MOST_SHOWN = 8;

  private ColumnLines() {}

  /**
   * The lines on the training rows, with those on their columns.
   *
   * @param before what was said of them as they were read
   */
  static List<Understood> learned(
      List<Understood> before, List<SourceColumn> sources, RawColumns raw) {
    List<Understood> more = new ArrayList<>();
    add(
        more,
        "categories",
        sources,
        each -> each.type() == SourceColumn.Type.CATEGORY,
        ColumnLines::levels);
    add(more, "missing", sources, SourceColumn::hasMissing, ColumnLines::missing);
    add(
        more,
        Understood.IGNORED,
        sources,
        each -> each.type() == SourceColumn.Type.IGNORED,
        each -> "(%s)".formatted(each.reason()));
    return after(before, more, sources, raw);
  }

  /** The lines on other rows, with those on what they lack and what is unseen. */
  static List<Understood> counted(
      List<Understood> before, List<Unseen> unseen, List<SourceColumn> sources, RawColumns raw) {
    List<Understood> more = new ArrayList<>();
    add(more, "missing", unseen, Unseen::source, each -> each.missing() > 0, ColumnLines::missing);
    add(
        more,
        "unseen",
        unseen,
        Unseen::source,
        each -> each.words() > 0,
        each ->
            "in %d rows, such as '%s' (zeros)"
                .formatted(each.words(), MessageText.oneLine(each.example())));
    return after(before, more, sources, raw);
  }

  /**
   * Puts lines after that on the columns of x, in the place of what reading ignored; names only
   * columns that are learned from.
   */
  private static List<Understood> after(
      List<Understood> before, List<Understood> more, List<SourceColumn> sources, RawColumns raw) {
    Understood read = Understood.features(raw.read().stream().map(RawColumns.Raw::name).toList());
    Understood learned =
        Understood.features(
            sources.stream()
                .filter(each -> each.type() != SourceColumn.Type.IGNORED)
                .map(SourceColumn::name)
                .toList());
    List<Understood> lines = new ArrayList<>(before);
    lines.replaceAll(line -> line.equals(read) ? learned : line);
    lines.removeIf(line -> line.what().equals(Understood.IGNORED));
    int at = 0;
    while (at < lines.size() && !lines.get(at).what().equals(Understood.FEATURES)) {
      at++;
    }
    lines.addAll(Math.min(at + 1, lines.size()), more);
    return lines;
  }

  private static void add(
      List<Understood> lines,
      String what,
      List<SourceColumn> sources,
      Predicate<SourceColumn> isOne,
      Function<SourceColumn, String> text) {
    add(lines, what, sources, Function.identity(), isOne, text);
  }

  private static <T> void add(
      List<Understood> lines,
      String what,
      List<T> columns,
      Function<T, SourceColumn> source,
      Predicate<T> isOne,
      Function<T, String> text) {
    List<String> parts =
        columns.stream()
            .filter(isOne)
            .map(each -> name(source.apply(each)) + " " + text.apply(each))
            .toList();
    if (!parts.isEmpty()) {
      lines.add(new Understood(what, MessageText.list(parts, MOST_SHOWN)));
    }
  }

  /** Each ignored column with the reason. */
  static List<String> ignored(List<SourceColumn> sources) {
    return sources.stream()
        .filter(each -> each.type() == SourceColumn.Type.IGNORED)
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

  /** A number to seven digits. */
  private static String shown(double number) {
    return Float.toString((float) number);
  }

  private static String missing(SourceColumn column) {
    return column.fill() == null
        ? "in %d rows (a level of its own)".formatted(column.missing())
        : "in %d rows (%s and a column of its own)"
            .formatted(column.missing(), shown(column.fill()));
  }

  private static String missing(Unseen column) {
    String number = column.source().fill() == null ? "" : shown(column.source().fill());
    String known = number.isEmpty() ? "a level of its own" : number + " and a column of its own";
    String unknown = "%s, training lacked none".formatted(number.isEmpty() ? "zeros" : number);
    return "in %d rows (%s)"
        .formatted(column.missing(), column.source().hasMissing() ? known : unknown);
  }
}
