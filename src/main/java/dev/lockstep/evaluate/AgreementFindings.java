package dev.lockstep.evaluate;

import java.io.Serializable;
import java.util.List;

/**
 * How predicted numbers agree with the true ones; each row counts once, whatever its weight.
 *
 * @param targets the first {@link #MOST_TARGETS}, in their order
 */
public record AgreementFindings(List<OfTarget> targets) implements Finding {
  private static final long serialVersionUID = 1L;

  /** Of more targets nobody looks at the pictures. */
  public static final int MOST_TARGETS = 12;

  /**
   * Of a target.
   *
   * @param target its name
   * @param grid how many rows have which true and which predicted number, in its own unit
   */
  public record OfTarget(String target, AgreementGrid grid) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Copies the list. */
  public AgreementFindings {
    targets = List.copyOf(targets);
  }
}
