package dev.lockstep.scale;

import dev.lockstep.option.Choice;

/** How the numbers of a file become x. */
public enum ScaleKind implements Choice {
  /** As they are. */
  NONE,
  /** {@code float32(b / 255)} of whole numbers b from 0 to 255: the pixels of images. */
  UNIT,
  /** {@code (x - min) / (max - min)} by the column's least and greatest training number. */
  MINMAX,
  /**
   * {@code (x - mean) / sd} by the column's mean and standard deviation over the N training rows,
   * {@code sd^2 = sum (x - mean)^2 / N}.
   */
  STANDARD;

  /**
   * Whether the training set decides what becomes of a number.
   *
   * @return false where all numbers of all columns are scaled alike
   */
  public boolean isLearned() {
    return this == MINMAX || this == STANDARD;
  }

  /**
   * The same where nothing is to be learned, as of rows that a model is used on.
   *
   * @return {@code unit}, which takes bytes alone, or {@code none}
   */
  public ScaleKind withoutLearning() {
    return isLearned() ? NONE : this;
  }

  /** Whether it takes a finite number of a file: {@code unit} takes whole ones from 0 to 255. */
  public boolean takes(double number) {
    return this != UNIT || Pixels.isByte(number);
  }

  /** The name in options and files. */
  @Override
  public String toString() {
    return label();
  }
}
