/** Images and labels in IDX files, as MNIST has them. */
package dev.lockstep.rows.idx;
