/**
 * Bringing the blocks of a mini-batch together, in one canonical order of summing, by different
 * means.
 */
package dev.lockstep.aggregate;
