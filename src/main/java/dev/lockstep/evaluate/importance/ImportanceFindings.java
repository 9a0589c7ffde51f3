package dev.lockstep.evaluate.importance;

import dev.lockstep.evaluate.Finding;
import dev.lockstep.evaluate.Metric;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * By how much a network does worse when rows take the cells of one column from other rows.
 *
 * @param metric what says how well it does: accuracy, or R² of numbers
 * @param score its value on the rows as they are
 * @param repeats how often the cells of each column were permuted
 * @param columns in the order of the table
 */
public record ImportanceFindings(Metric metric, double score, int repeats, List<OfColumn> columns)
    implements Finding {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public ImportanceFindings {
    columns = List.copyOf(columns);
  }

  /**
   * The importance of a column.
   *
   * @param column its name
   * @param mean of the drops
   * @param deviation of the drops: the root of the mean squared difference to their mean
   * @param drops of each repeat the score on the rows as they are less that on the permuted ones
   */
  public record OfColumn(String column, double mean, double deviation, List<Double> drops)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Copies the list. */
    public OfColumn {
      drops = List.copyOf(drops);
    }

    /** Of the drops of all repeats, at least one. */
    static OfColumn of(String column, List<Double> drops) {
      double sum = 0;
      for (double drop : drops) {
        sum += drop;
      }
      double mean = sum / drops.size();
      double squares = 0;
      for (double drop : drops) {
        squares += (drop - mean) * (drop - mean);
      }
      return new OfColumn(column, mean, Math.sqrt(squares / drops.size()), drops);
    }
  }

  /** The columns that matter most first; of equals in the order of the table. */
  public List<OfColumn> byImportance() {
    return columns.stream()
        .sorted(Comparator.comparingDouble((OfColumn each) -> -each.mean()))
        .toList();
  }
}
