package dev.lockstep.train;

import dev.lockstep.network.Score;

/**
 * What is known at the end of an epoch: one line of the table.
 *
 * @param epoch 0 before training, then 1, 2 ...
 * @param train the training set's score with the parameters at the end of the epoch
 * @param test the test set's score with the same parameters
 * @param seconds wall time of the epoch, its evaluation included
 */
public record EpochResult(int epoch, Score train, Score test, double seconds) {}
