package dev.lockstep.train;

import dev.lockstep.network.Parameters;

/**
 * The best epoch so far and what was learned by its end.
 *
 * @param epoch from 1
 * @param parameters W and b at its end; training does not change them
 */
public record Best(int epoch, Parameters parameters) {}
