/**
 * The optimiser of all rows: {@link dev.lockstep.lbfgs.LbfgsAggregation} makes an epoch of one
 * iteration, {@code LbfgsIterations} takes it on an {@link dev.lockstep.lbfgs.Objective}, and
 * {@code StrongWolfe} finds how far it goes.
 */
package dev.lockstep.lbfgs;
