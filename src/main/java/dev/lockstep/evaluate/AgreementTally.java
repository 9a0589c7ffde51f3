package dev.lockstep.evaluate;

import dev.lockstep.network.Outputs;
import dev.lockstep.rows.Labels;
import dev.lockstep.rows.NumberLabels;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.rows.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers {@link AgreementFindings}. */
final class AgreementTally implements Tally {
  private static final long serialVersionUID = 1L;

  private final NumberLabels labels;

  /** What the labels mean where nothing is scaled. */
  private final Labels asTheyAre;

  private final ArrayList<AgreementGrid.Builder> targets;

  private AgreementTally(NumberLabels labels) {
    this.labels = labels;
    asTheyAre = labels.scaledBy(List.of(), List.of());
    targets = new ArrayList<>();
    for (int k = 0; k < Math.min(labels.outputs(), AgreementFindings.MOST_TARGETS); k++) {
      targets.add(new AgreementGrid.Builder());
    }
  }

  /** Of no rows yet, where labels are numbers. */
  static Optional<Tally> of(Labels labels) {
    return labels instanceof NumberLabels numbers
        ? Optional.of(new AgreementTally(numbers))
        : Optional.empty();
  }

  @Override
  public void add(RowBlock group, Targets scaled, int first, Outputs y) {
    RowBlock known = group.withTargets(asTheyAre);
    for (int row = 0; row < group.rows(); row++) {
      for (int k = 0; k < targets.size(); k++) {
        double truth = known.targets().number(known.offset() + row, k);
        targets.get(k).add(truth, labels.inOwnUnit(y.of(row, k), k));
      }
    }
  }

  @Override
  public void append(Tally next) {
    List<AgreementGrid.Builder> more = ((AgreementTally) next).targets;
    for (int k = 0; k < targets.size(); k++) {
      targets.get(k).addAll(more.get(k));
    }
  }

  @Override
  public Finding finding() {
    return new AgreementFindings(
        IntStream.range(0, targets.size())
            .mapToObj(
                k ->
                    new AgreementFindings.OfTarget(labels.names().get(k), targets.get(k).grid()))
            .toList());
  }
}
