package dev.lockstep.io;

import java.util.function.Predicate;

/**
 * What a command leaves in its folder, and so which files of an older result it may replace.
 *
 * @param noun what messages call it, such as {@code run}
 * @param marker the name of the file by which a folder is known to hold a complete result
 * @param owns whether another file of that name belongs to it
 * @param live the name of the folder that is written while the work is done; empty without one
 */
public record OutputKind(String noun, String marker, Predicate<String> owns, String live) {
  /** What becomes of a result that a folder holds. */
  public enum Existing {
    /** The command is refused. */
    REFUSE,
    /** It is resumed. */
    RESUME,
    /** It is replaced: its live part at once, the rest when the new result is complete. */
    REPLACE
  }

  /** The noun with its article. */
  String one() {
    return ("aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
  }

  /** Whether a file of this name belongs to the result. */
  boolean owns(String name) {
    return name.equals(marker) || owns.test(name);
  }
}
