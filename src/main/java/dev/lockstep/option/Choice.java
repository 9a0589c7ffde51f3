package dev.lockstep.option;

import java.util.List;
import java.util.Locale;

/**
 * One of a few members that a user chooses by name: the value of an option, of a key of a
 * configuration file and of a field of a JSON file. An enum implements it without any method.
 */
public interface Choice {
  /** The name in the code: {@code HE_UNIFORM}. */
  String name();

  /** The name for users and files: {@code he-uniform}. */
  default String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Names of the settings that this member obeys and not every member of its family does, such as
   * {@code momentum} of an optimiser.
   */
  default List<String> settings() {
    return List.of();
  }
}
