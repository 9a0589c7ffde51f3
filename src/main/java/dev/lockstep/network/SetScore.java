package dev.lockstep.network;

/**
 * The score of one of the sets of a training run.
 *
 * @param set {@code train}, {@code test} ...
 * @param score how well the network does on it; {@link Score#NONE} if there is no such set
 */
public record SetScore(String set, Score score) {}
