package dev.lockstep.train;

import dev.lockstep.network.Score;
import dev.lockstep.network.SetScore;
import java.util.List;

/**
 * What is known at the end of an epoch: one line of the table.
 *
 * @param epoch 0 before training, then 1, 2 ...
 * @param scores of all sets with the parameters at the end of the epoch, the training set first
 * @param seconds wall time of the epoch, its evaluation included
 */
public record EpochResult(int epoch, List<SetScore> scores, double seconds) {
  /** Copies the list. */
  public EpochResult {
    scores = List.copyOf(scores);
  }

  /** Of a training and a test set. */
  public EpochResult(int epoch, Score train, Score test, double seconds) {
    this(
        epoch,
        List.of(new SetScore(SetScore.TRAIN, train), new SetScore(SetScore.TEST, test)),
        seconds);
  }

  /** The score of a set, {@link Score#NONE} if there is no such set. */
  public Score of(String set) {
    return scores.stream()
        .filter(each -> each.set().equals(set))
        .map(SetScore::score)
        .findFirst()
        .orElse(Score.NONE);
  }

  /** The training set's score. */
  public Score train() {
    return of(SetScore.TRAIN);
  }

  /** The test set's score. */
  public Score test() {
    return of(SetScore.TEST);
  }
}
