/**
 * Rows of data, before they are cut into mini-batches: labels and numbers, what is known of them,
 * how they are split and scaled.
 */
package dev.lockstep.rows;
