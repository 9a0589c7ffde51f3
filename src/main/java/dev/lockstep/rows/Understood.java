package dev.lockstep.rows;

import dev.lockstep.io.MessageText;
import java.io.Serializable;
import java.util.List;

/**
 * A line of what an input was taken for, as commands announce it.
 *
 * @param what it is about, in a word or two: {@code rows}, {@code label}, {@code delimiter}
 * @param text what was understood, in one line; names and values of files are as {@link
 *     dev.lockstep.io.MessageText#oneLine(String)} shows them
 */
public record Understood(String what, String text) implements Serializable {
  /** What a line is about that says which column is the class; the classes follow in it. */
  public static final String LABEL = "label";

  /** What a line is about that lists the columns of x, as their table has them. */
  public static final String FEATURES = "features";

  /** What a line is about that lists the columns that are ignored. */
  public static final String IGNORED = "ignored";

  private static final String TEST = "test ";
  private static final String VALIDATION = "validation ";
  private static final long serialVersionUID = 1L;

  /** Which columns x is made of. */
  public static Understood features(List<String> names) {
    return new Understood(FEATURES, "%d: %s".formatted(names.size(), MessageText.columns(names)));
  }

  /** The same said of the rows that a training is tried on: {@code test rows}. */
  public Understood ofTest() {
    return what.startsWith(TEST) ? this : new Understood(TEST + what, text);
  }

  /** The same said of the rows that a training is validated on: {@code validation rows}. */
  public Understood ofValidation() {
    return what.startsWith(VALIDATION) ? this : new Understood(VALIDATION + what, text);
  }
}
