package dev.lockstep.cli;

import dev.lockstep.option.Setting;
import java.io.IOException;
import java.util.List;

/**
 * What a user can ask for: {@code ./submit.sh NAME OPTIONS}.
 *
 * @param name the word for it
 * @param required the options that have to be given, as the help shows them
 * @param description what it does, for the help
 * @param options its options, in the order of the help
 * @param work does it
 */
record Command(
    String name, String required, String description, List<List<Setting<?>>> options, Work work) {
  /** What a command does. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @return the exit code
     */
    int run(Arguments arguments) throws IOException;
  }
}
