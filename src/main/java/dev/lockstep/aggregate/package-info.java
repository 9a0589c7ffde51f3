/**
 * Bringing the blocks of a mini-batch together, in one canonical order of summing, by different
 * means, a slice of an epoch at a time.
 */
package dev.lockstep.aggregate;
