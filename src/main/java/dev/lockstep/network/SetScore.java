package dev.lockstep.network;

/**
 * The score of one of the sets of a training run. Which sets are scored, and in which order, the
 * list of their scores tells; the training set comes first.
 *
 * @param set {@link #TRAIN}, {@link #TEST} ...
 * @param score how well the network does on it; {@link Score#NONE} if there is no such set
 */
public record SetScore(String set, Score score) {
  /** The name of the training set. */
  public static final String TRAIN = "train";

  /** The name of the test set. */
  public static final String TEST = "test";

  /** The name of the validation set. */
  public static final String VALID = "valid";
}
