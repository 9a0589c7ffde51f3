package dev.lockstep.cli;

import dev.lockstep.rows.Understood;
import java.util.List;

/** What a command took its input for: a few aligned lines. */
final class Announcement {
  private Announcement() {}

  /** The lines, indented, their texts one below the other. */
  static List<String> of(List<Understood> understood) {
    int width = understood.stream().mapToInt(line -> line.what().length()).max().orElse(0);
    return understood.stream()
        .map(
            line -> "  " + line.what() + " ".repeat(width - line.what().length() + 2) + line.text())
        .toList();
  }
}
