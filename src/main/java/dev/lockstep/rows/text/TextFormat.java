package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.RawColumns.Missing;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.SourceColumn;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * A way of writing rows as lines of text. A format is a class without state that implements this,
 * and its line in {@link TextFormats}.
 */
public interface TextFormat extends Serializable {
  /** What {@code --format} calls it: lower case. */
  String name();

  /** How the names of its files end, without the dot. */
  Set<String> extensions();

  /** The options that it obeys. */
  Set<Setting<?>> options();

  /**
   * Whether the beginning of a file shows that it is written so and in no other format.
   *
   * @param head the first 64 KB of a file that is text, unpacked, a byte in each character
   */
  boolean matches(String head);

  /**
   * Decides what the parts of a line are, by the first rows and by what was asked for.
   *
   * @param files of the table, one or more
   * @param model what rows for a model must have; empty for a training set
   * @throws dev.lockstep.io.InvalidInputException if they hold no such rows
   */
  Layout layout(
      List<InputFile> files, TableOptions options, Optional<Model> model, Configuration hadoop);

  /**
   * What a model needs of the rows that it is used on.
   *
   * @param columns those of its training set
   * @param raw what the columns of its table were; empty where each is one of x
   * @param inputs d0
   * @param isLabelled whether every row must have a label; otherwise none is read
   */
  record Model(Columns columns, Optional<RawColumns> raw, int inputs, boolean isLabelled) {
    /**
     * A model whose columns are known.
     *
     * @param columns of x, which say what they are made of
     */
    public static Model of(Columns columns, int inputs, boolean isLabelled) {
      Missing missing = columns.missing();
      if (missing == null) { // a model of before, which does not say it
        boolean areFilled = columns.sources().stream().allMatch(SourceColumn::isFilled);
        missing = areFilled ? Missing.MEAN : Missing.SKIP;
      }
      Missing known = missing;
      Optional<RawColumns> raw =
          Optional.of(columns.sources())
              .filter(sources -> !sources.isEmpty())
              .map(sources -> RawColumns.of(sources, known));
      return new Model(columns, raw, inputs, isLabelled);
    }

    /** The names of the columns that rows must hold; empty where nobody has named them. */
    List<String> names() {
      return raw.map(table -> table.read().stream().map(RawColumns.Raw::name).toList())
          .orElse(columns.features());
    }

    /** The same with the columns that learning ignored. */
    List<String> allNames() {
      return raw.map(table -> table.all().stream().map(RawColumns.Raw::name).toList())
          .orElse(columns.features());
    }

    /** How many columns rows must hold. */
    int width() {
      return raw.map(table -> table.read().size()).orElse(inputs);
    }
  }

  /** How the lines of one table become rows. */
  interface Layout extends Serializable {
    /**
     * Starts parsing a piece.
     *
     * @param scale how x is to be made of the numbers: those that it cannot take are faults
     */
    Parser parser(Piece piece, ScaleKind scale);

    /** The names of label, weight and features. */
    Columns columns();

    /** What the columns of x are before anything is learned of them; empty where they are x. */
    default Optional<RawColumns> raw() {
      return Optional.empty();
    }

    /**
     * The same, where columns hold words that were taken for numbers.
     *
     * @param columns of x, from 0
     */
    default Layout withWords(Set<Integer> columns) {
      return this;
    }

    /** The columns that are neither label nor weight nor feature. */
    default List<String> ignored() {
      return List.of();
    }

    /** The names of the columns whose texts rows keep, for predictions. */
    default List<String> keptNames() {
      return List.of();
    }

    /** What the first lines were taken for, and what is doubtful in them. */
    default List<Understood> understood() {
      return List.of();
    }

    /** Whether a row holds all of its numbers, or those that are not zero. */
    boolean isDense();

    /** d0, or 0 where the rows tell. */
    int width();

    /** What d0 is not below, as far as the first rows tell. */
    default int leastWidth() {
      return width();
    }
  }

  /** Finds the rows in the lines of a piece. Not thread-safe. */
  interface Parser {
    /**
     * Parses a row.
     *
     * @param lines is on the first line of the row, and afterwards on its last
     * @param rows takes the row, or what is wrong with it; nothing where the line holds no row
     */
    void parse(Lines lines, RowBuilder rows);
  }
}
