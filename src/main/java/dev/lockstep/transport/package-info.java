/**
 * Numbers between the executors of a barrier stage: how they find each other, and Spark's own
 * transport between them.
 */
package dev.lockstep.transport;
