/**
 * Optimisers: {@link dev.lockstep.network.optimizer.StepOptimizer} is what one of mini-batches has
 * to do, {@link dev.lockstep.network.optimizer.Lbfgs} is the one of all rows, {@link
 * dev.lockstep.network.optimizer.Optimizers} lists them, and each has a file of its own. {@link
 * dev.lockstep.network.optimizer.Update} is all that happens to a summed gradient, {@link
 * dev.lockstep.network.optimizer.GradientScale} what may come before the rule. A new optimiser is a
 * file and a line in the list; its moments travel and are checkpointed by themselves.
 */
package dev.lockstep.network.optimizer;
