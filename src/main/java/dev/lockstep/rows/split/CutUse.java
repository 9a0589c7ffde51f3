package dev.lockstep.rows.split;

import dev.lockstep.io.InvalidInputException;

/**
 * What rows are kept for, and what messages say where that cannot be.
 *
 * @param set the name of the set: {@code test}
 * @param option the option that asks for a share of the rows
 * @param fraction that share
 * @param what the rows are for, as in "leaves no row to test on"
 * @param otherwise the option that names a set of its own
 * @param isByChance whether the seed decides how many rows of a class are taken
 */
record CutUse(
    String set, String option, double fraction, String what, String otherwise, boolean isByChance) {
  /** Of a part without rows. */
  InvalidInputException emptyPart(long taken, long all) {
    return new InvalidInputException(
        "--%s %s leaves no row to %s, of %s. %s, or name a %s set with --%s."
            .formatted(
                option,
                fraction,
                taken == 0 ? what : "learn from",
                all,
                taken == 0 ? "Raise it" : "Lower it",
                set,
                otherwise));
  }

  /** Of a label that no row to learn from has. */
  InvalidInputException unlearned(String label, long row) {
    return new InvalidInputException(
        "Only %s rows have label %s, first seen in row %s. Lower --%s%s, or name a %s set with --%s."
            .formatted(
                set,
                label,
                row,
                option,
                isByChance ? ", take another --seed" : "",
                set,
                otherwise));
  }
}
