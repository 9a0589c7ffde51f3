package dev.lockstep.evaluate.order;

import java.util.List;

/**
 * Several gathered over the same rows at once, such as one for each target.
 *
 * @param all of them, changed in place
 */
public record GatheredList<G extends Gathered<G>>(List<G> all)
    implements Gathered<GatheredList<G>> {
  private static final long serialVersionUID = 1L;

  @Override
  public GatheredList<G> none() {
    return new GatheredList<>(all.stream().map(Gathered::none).toList());
  }

  @Override
  public void add(ScoredRows rows) {
    all.forEach(each -> each.add(rows));
  }

  @Override
  public GatheredList<G> merge(GatheredList<G> other) {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).merge(other.all.get(i));
    }
    return this;
  }
}
