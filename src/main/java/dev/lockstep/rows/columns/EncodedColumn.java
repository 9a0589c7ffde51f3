package dev.lockstep.rows.columns;

import dev.lockstep.rows.Classes;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of which x is made.
 *
 * @param source what training has made of it
 * @param at where its value stands in a row as it was read
 * @param places the column of x of each level; empty for numbers
 * @param areNumbers whether levels are numbers, which are looked up in their shortest form
 */
record EncodedColumn(SourceColumn source, int at, Map<String, Integer> places, boolean areNumbers) {
  /** In the place of a column of x that there is not. */
  static final int NONE = -1;

  /**
   * The columns that are not ignored.
   *
   * @param sources what training has made of them
   * @param raw what rows hold of each
   */
  static List<EncodedColumn> all(List<SourceColumn> sources, RawColumns raw) {
    List<EncodedColumn> columns = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).to() > sources.get(i).from()) {
        columns.add(of(sources.get(i), at));
      }
      at += raw.all().get(i).isRead() ? 1 : 0;
    }
    return columns;
  }

  private static EncodedColumn of(SourceColumn source, int at) {
    Map<String, Integer> places = new HashMap<>();
    for (String level : source.levels()) {
      places.put(level, source.from() + places.size());
    }
    int other = source.from() + source.levels().size();
    source.others().forEach(level -> places.put(level, other));
    boolean areNumbers = Classes.areNumbers(places.keySet());
    return new EncodedColumn(source, at, places, areNumbers);
  }

  boolean isNumber() {
    return source.type() != SourceColumn.Type.CATEGORY;
  }

  /** The column of x of a level; none if training never saw it. */
  private int placeOf(String level) {
    return places.getOrDefault(areNumbers ? Classes.shortest(level) : level, NONE);
  }

  /** The column of x of each word that a block holds here; null for numbers. */
  int[] placesOf(RowBlock block) {
    return isNumber() ? null : block.values().words(at).stream().mapToInt(this::placeOf).toArray();
  }

  /** The column of x that says where this is missing; none if training never lacked it. */
  int placeOfMissing() {
    return source.hasMissing() ? source.to() - 1 : NONE;
  }
}
