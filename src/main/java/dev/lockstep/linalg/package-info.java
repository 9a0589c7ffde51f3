/**
 * Matrix products, each of whose numbers is defined to the last bit, so that they are the same on
 * every machine; for comparison those of MLlib's BLAS. And the formulas over runs of numbers that
 * go with them.
 *
 * <p>In reading order: {@link dev.lockstep.linalg.Blas} is what a user chooses, {@link
 * dev.lockstep.linalg.Products} what it computes, of {@link dev.lockstep.linalg.Matrix} and {@link
 * dev.lockstep.linalg.SparseRows}. {@code ScalarProducts} is the definition of exact products, one
 * loop each; {@code VectorProducts} computes the same bits on the vector unit: {@code VectorTiles}
 * where operands are read in place, {@code VectorPacked} where they are copied first, {@code
 * VectorSparse} for sparse rows. {@code MllibProducts} asks netlib. {@link
 * dev.lockstep.linalg.Elementwise} is formulas over runs of numbers, {@code VectorElementwise} the
 * same on the vector unit; {@link dev.lockstep.linalg.Jvm} says what this JVM can do.
 */
package dev.lockstep.linalg;
