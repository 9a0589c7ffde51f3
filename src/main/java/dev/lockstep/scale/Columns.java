package dev.lockstep.scale;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the columns of a data set are called, or, where they have no names, their numbers.
 *
 * @param labels the columns of the label, of which several are numbers; empty if there are none
 * @param weight the column of the rows' weights; empty where all count the same
 * @param features the columns of x, in the order of its d0 numbers; empty where nobody has named
 *     them
 * @param first what the columns that nobody has named are counted from, 1 or 0
 * @param sources the columns of the table that x was made of, in file order, also those that were
 *     ignored; empty where each column of x is one of them
 * @param missing what is done about missing values of these; null where nobody has said it
 */
public record Columns(
    List<String> labels,
    String weight,
    List<String> features,
    int first,
    List<SourceColumn> sources,
    RawColumns.Missing missing)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Those of images, of LIBSVM files and of a user's own RDD. */
  public static final Columns NONE = numberedFrom(1);

  /** Columns without names. */
  public static Columns numberedFrom(int first) {
    return new Columns(List.of(), "", List.of(), first, List.of(), null);
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the sources do not follow each other in x
   */
  public Columns {
    labels = List.copyOf(labels);
    features = List.copyOf(features);
    sources = List.copyOf(sources);
    int end = 0;
    for (SourceColumn source : sources) {
      if (source.from() != end) {
        throw new IllegalArgumentException(
            "column '%s' begins at %d of x, not at %d"
                .formatted(source.name(), source.from(), end));
      }
      end = source.to();
    }
  }

  /** Of rows that all count the same, with one label or, where it is empty, without. */
  public Columns(String label, List<String> features) {
    this(label.isEmpty() ? List.of() : List.of(label), "", features);
  }

  /** Columns whose numbers count from 1. */
  public Columns(List<String> labels, String weight, List<String> features) {
    this(labels, weight, features, 1, List.of(), null);
  }

  /**
   * The same, of which x was made of these columns of a table.
   *
   * @param policy what is done about missing values; null where nobody has said it
   */
  public Columns madeOf(List<SourceColumn> columns, RawColumns.Missing policy) {
    List<String> made = columns.stream().flatMap(each -> each.features().stream()).toList();
    return new Columns(labels, weight, made, first, columns, policy);
  }

  /**
   * The columns of the table that x is made of.
   *
   * @param width d0
   * @return as many or fewer, with those that were ignored; each is one of x where nothing else is
   *     known
   */
  public List<SourceColumn> sourcesOf(int width) {
    return sources.isEmpty()
        ? IntStream.range(0, width).mapToObj(j -> SourceColumn.plain(nameOf(j), j)).toList()
        : sources;
  }

  /** The columns of the label between commas; empty if there are none. */
  public String label() {
    return String.join(",", labels);
  }

  /** Whether the label has several columns, which are numbers. */
  public boolean haveSeveralLabels() {
    return labels.size() > 1;
  }

  /** Whether rows have weights. */
  public boolean areWeighted() {
    return !weight.isEmpty();
  }

  /**
   * What messages call a feature.
   *
   * @param feature 0 to d0 - 1
   * @return its column's name, or its number
   */
  public String nameOf(int feature) {
    return features.isEmpty() ? Integer.toString(feature + first) : features.get(feature);
  }
}
