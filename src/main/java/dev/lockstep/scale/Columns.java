package dev.lockstep.scale;

import java.io.Serializable;
import java.util.List;

/**
 * What the columns of a data set are called, or, where they have no names, their numbers counted
 * from 1.
 *
 * @param label the column of the class; empty if the set has no such column
 * @param weight the column of the rows' weights; empty where all count the same
 * @param features the columns of x, in the order of its d0 numbers; empty where nobody has named
 *     them
 */
public record Columns(String label, String weight, List<String> features) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Those of images, of LIBSVM files and of a user's own RDD. */
  public static final Columns NONE = new Columns("", List.of());

  /** Copies the list. */
  public Columns {
    features = List.copyOf(features);
  }

  /** Of rows that all count the same. */
  public Columns(String label, List<String> features) {
    this(label, "", features);
  }

  /** Whether rows have weights. */
  public boolean areWeighted() {
    return !weight.isEmpty();
  }

  /**
   * What messages call a feature.
   *
   * @param feature 0 to d0 - 1
   * @return its column's name, or its number counted from 1
   */
  public String nameOf(int feature) {
    return features.isEmpty() ? Integer.toString(feature + 1) : features.get(feature);
  }
}
