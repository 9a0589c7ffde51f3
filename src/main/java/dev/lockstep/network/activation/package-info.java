/**
 * Activations of hidden layers: {@link dev.lockstep.network.activation.Activation} is what one has
 * to do, {@link dev.lockstep.network.activation.Activations} lists them, and each has a file of its
 * own. A new one is a file and a line in the list.
 */
package dev.lockstep.network.activation;
