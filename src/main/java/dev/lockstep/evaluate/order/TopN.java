package dev.lockstep.evaluate.order;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The first n, in their order, of any number of elements: the same whatever the order in which they
 * come, if no two are equal.
 */
public final class TopN<T extends Comparable<T> & Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int most;

  /** Fewer than 2 n, the first n among them. */
  private final ArrayList<T> kept = new ArrayList<>();

  /**
   * None yet.
   *
   * @param most how many are wanted, at least 1
   */
  public TopN(int most) {
    this.most = most;
  }

  /** Adds one. */
  public void add(T one) {
    kept.add(one);
    if (kept.size() >= 2 * most) {
      cut();
    }
  }

  /** Adds those of others. */
  public void addAll(TopN<T> others) {
    others.kept.forEach(this::add);
  }

  private void cut() {
    Collections.sort(kept);
    if (kept.size() > most) {
      kept.subList(most, kept.size()).clear();
    }
  }

  /** All that are wanted, in order. */
  public List<T> list() {
    cut();
    return Collections.unmodifiableList(kept);
  }
}
