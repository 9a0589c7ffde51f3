package dev.lockstep.rows;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Different words that the numbers from 0 on stand for in some rows: their labels, or what is in a
 * column of them. Immutable.
 *
 * <p>They are one text and the places where each of them ends. Spark walks over every object of
 * what it keeps, again and again, to know its size; a string for each word took it longer than
 * reading them.
 */
public final class Words extends AbstractList<String> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final int[] ends;

  private Words(String text, int[] ends) {
    this.text = text;
    this.ends = ends;
  }

  /** Keeps words in their order. */
  public static Words of(List<String> words) {
    int[] ends = new int[words.size()];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ends.length; i++) {
      text.append(words.get(i));
      ends[i] = text.length();
    }
    return new Words(text.toString(), ends);
  }

  @Override
  public String get(int number) {
    return text.substring(number == 0 ? 0 : ends[number - 1], ends[number]);
  }

  @Override
  public int size() {
    return ends.length;
  }
}
