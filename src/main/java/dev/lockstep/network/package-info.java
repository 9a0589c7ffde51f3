/**
 * The multilayer perceptron by the book.
 *
 * <p>{@link dev.lockstep.network.Topology} is a network but for its numbers, {@link
 * dev.lockstep.network.Parameters} are W and b, {@link dev.lockstep.network.Gradient} dW and db.
 * {@link dev.lockstep.network.Workspace} goes forward, layer by layer: z W + b, then an {@link
 * dev.lockstep.network.activation.Activation} or the {@link dev.lockstep.network.loss.OutputLayer};
 * {@link dev.lockstep.network.Backpropagation} goes back. {@link dev.lockstep.network.ModelState}
 * is all that a step changes, {@link dev.lockstep.network.StepUpdate} how, by a {@link
 * dev.lockstep.network.optimizer.StepOptimizer}. {@link dev.lockstep.network.Scorer} and {@link
 * dev.lockstep.network.Classifier} only go forward.
 *
 * <p>What these are made of: {@link dev.lockstep.network.LayerArrays} hold a number for every
 * parameter; an {@link dev.lockstep.network.Initializer} draws the first ones by {@link
 * dev.lockstep.network.InitialWeights}. {@link dev.lockstep.network.InputBatch} is x, {@link
 * dev.lockstep.network.Outputs} are y. A {@link dev.lockstep.network.BlockPass} is a block that has
 * gone forward and back, of which dW is made {@link dev.lockstep.network.Tile} by tile. {@link
 * dev.lockstep.network.Score} adds up ({@link dev.lockstep.network.Addable}), row by row in {@code
 * ScoreSums}; {@link dev.lockstep.network.SetScore} is that of a named set. {@link
 * dev.lockstep.network.PhaseClock} measures {@link dev.lockstep.network.Phase}s, which a {@link
 * dev.lockstep.network.TimeReport} carries.
 *
 * <p>The letters are the tutorial's: L layers of widths d0 ... dL; x = z0 the input; {@code u(l) =
 * z(l-1) W(l) + b(l)} before, {@code z(l)} after the activation; {@code y = z(L)} the output; t the
 * class of a row, or its one-hot vector; n the rows of a mini-batch. A d in front is the derivative
 * of the loss by what follows; a prime is the transpose. Matrices hold a row of data in a row, and
 * are stored row by row.
 */
package dev.lockstep.network;
