package dev.lockstep.linalg;

import dev.lockstep.data.InvalidInputException;
import java.util.Collection;
import java.util.TreeSet;

/** Holds all tasks of a run to one BLAS kernel. */
public final class OneKernel {
  private OneKernel() {}

  /**
   * The kernel of all tasks.
   *
   * @param kernels the name from each task, at least one
   * @return the one name
   * @throws InvalidInputException if they are not all the same
   */
  public static String of(Collection<String> kernels) {
    TreeSet<String> names = new TreeSet<>(kernels);
    if (names.size() > 1) {
      throw new InvalidInputException(
          "Two BLAS kernels in one run, %s and %s: the last digits would depend on where a task ran. Use executors of one CPU family and image, or --blas plain."
              .formatted(names.first(), names.last()));
    }
    return names.first();
  }
}
