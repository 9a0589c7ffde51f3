package dev.lockstep.cli;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that a user may have meant. */
final class Nearest {
  private Nearest() {}

  /** The known word that takes the fewest edits; the first in the alphabet of equals. */
  static String to(String word, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(
                    candidate -> LevenshteinDistance.getDefaultInstance().apply(word, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}
