package dev.lockstep.rows;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * An iterator that finds its next element only when it is asked for one. Not thread-safe.
 *
 * @param <T> what it gives, never null
 */
public abstract class FindingIterator<T> implements Iterator<T> {
  private T ahead;

  /** The next element; null if there are no more. */
  protected abstract T find();

  @Override
  public final boolean hasNext() {
    ahead = ahead == null ? find() : ahead;
    return ahead != null;
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T found = ahead;
    ahead = null;
    return found;
  }
}
