/**
 * The multilayer perceptron by the book: affine, ReLU, softmax with cross-entropy, and their
 * derivatives.
 *
 * <p>The letters are the tutorial's: L layers of widths d0 ... dL; x = z0 the input; {@code u(l) =
 * z(l-1) W(l) + b(l)} before, {@code z(l)} after the activation; {@code y = z(L)} the
 * probabilities; t the class of a row, or its one-hot vector; n the rows of a mini-batch. A d in
 * front is the derivative of the loss by what follows; a prime is the transpose. Matrices hold a
 * row of data in a row, and are stored row by row.
 */
package dev.lockstep.network;
