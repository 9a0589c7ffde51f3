package dev.lockstep.aggregate;

import dev.lockstep.network.Score;

/**
 * The scores of both data sets.
 *
 * @param train of the training set
 * @param test of the test set
 */
public record EpochScores(Score train, Score test) {}
