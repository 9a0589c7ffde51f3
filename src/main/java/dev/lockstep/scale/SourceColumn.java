package dev.lockstep.scale;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.io.Json;
import dev.lockstep.option.Choice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a table and what the training rows have taught of it: which columns of x it becomes,
 * from {@code from} to the one before {@code to}.
 *
 * <pre>
 * number, boolean:  its value, the fill where it is missing; then missing, 1 if it is, if any
 *                   lacked it
 * category:         1 for its level of levels, then others, if any were cut, then missing, if any
 *                   lacked it; nothing but zeros for a level that training never saw
 * ignored:          no column
 * </pre>
 *
 * @param name of the column
 * @param type what it was taken for
 * @param reason why it is ignored; empty if it is not
 * @param from the first of its columns of x, from 0
 * @param to the one after the last
 * @param missing how many training rows lack it
 * @param fill what stands for a missing number; null where nothing does
 * @param mean over the training rows, filled in; null where it is not known, or of no number
 * @param deviation over the same rows, divided by their number; null likewise
 * @param levels that have a column each, in the order of these
 * @param others levels that share a column, since {@code --max-levels} cut them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SourceColumn(
    @JsonInclude(JsonInclude.Include.ALWAYS) String name,
    Type type,
    @Json.Optional String reason,
    int from,
    int to,
    @Json.Optional long missing,
    @Json.Optional Double fill,
    @Json.Optional Double mean,
    @Json.Optional Double deviation,
    @Json.Optional List<String> levels,
    @Json.Optional List<String> others)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a column holds. */
  public enum Type implements Choice {
    NUMBER,
    /** True and false, which are 1 and 0. */
    BOOLEAN,
    CATEGORY,
    /** It was read, or looked at, and nothing is made of it. */
    IGNORED
  }

  /**
   * Copies the lists; what a file lacks is empty.
   *
   * @throws IllegalArgumentException if it has more or fewer columns of x than that
   */
  public SourceColumn {
    reason = reason == null ? "" : reason;
    levels = levels == null ? List.of() : List.copyOf(levels);
    others = others == null ? List.of() : List.copyOf(others);
    int marks = (others.isEmpty() ? 0 : 1) + (missing > 0 ? 1 : 0);
    int width = type == Type.IGNORED ? 0 : (type == Type.CATEGORY ? levels.size() : 1) + marks;
    if (to - from != width) {
      throw new IllegalArgumentException(
          "column '%s' becomes %d columns of x, not %d".formatted(name, width, to - from));
    }
  }

  /** A column of numbers of which nothing is known but that it is column {@code j} of x. */
  static SourceColumn plain(String name, int j) {
    return new SourceColumn(name, Type.NUMBER, "", j, j + 1, 0, null, null, null, null, null);
  }

  /** Whether x has a column that says where this is missing: a training row has lacked it. */
  public boolean hasMissing() {
    return missing > 0;
  }

  /** Whether something is known to be done where it is missing. */
  public boolean isFilled() {
    return fill != null || type == Type.CATEGORY || type == Type.IGNORED;
  }

  /**
   * What its columns of x are called: {@code age}, {@code age=missing}, {@code sex=female}; {@code
   * sex=(missing)} where {@code missing} is a level.
   */
  public List<String> features() {
    List<String> features = new ArrayList<>();
    if (type == Type.IGNORED) {
      return features;
    }
    if (type != Type.CATEGORY) {
      features.add(name);
    }
    levels.forEach(level -> features.add(name + "=" + level));
    if (!others.isEmpty()) {
      features.add(name + "=" + mark("other"));
    }
    if (hasMissing()) {
      features.add(name + "=" + mark("missing"));
    }
    return features;
  }

  /** A word that is no level of these. */
  private String mark(String word) {
    return levels.contains(word) ? mark("(" + word + ")") : word;
  }
}
