/**
 * Matrix products, each of whose numbers is defined to the last bit, so that they are the same on
 * every machine; for comparison those of MLlib's BLAS. And the formulas over runs of numbers that
 * go with them.
 */
package dev.lockstep.linalg;
