/**
 * Dropout: a {@link dev.lockstep.network.dropout.Dropout} says which units an epoch keeps of a row,
 * {@link dev.lockstep.network.dropout.Masks} obey it in a pass over rows.
 */
package dev.lockstep.network.dropout;
