package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gathers a {@link Finding} while rows are scored, group by group: what is added up over rows is
 * added exactly, so that no way of sharing out the groups changes a bit.
 */
interface Tally extends Serializable {
  /** One of each kind that there is for what labels mean; a new kind is entered here. */
  List<Function<Labels, Optional<Tally>>> KINDS = List.of(ClassTally::of, LabelTally::of);

  /** Tallies of no rows yet. */
  static List<Tally> of(Labels labels) {
    return KINDS.stream().flatMap(kind -> kind.apply(labels).stream()).toList();
  }

  /**
   * Adds the next group.
   *
   * @param group its rows
   * @param targets what they are to come to
   * @param first the first row's number there
   * @param y what the network makes of them, of which all are numbers
   */
  void add(RowBlock group, Targets targets, int first, Outputs y);

  /** Adds what was gathered of other groups, by a tally of the same kind. */
  void append(Tally other);

  /** All that was found. */
  Finding finding();
}
