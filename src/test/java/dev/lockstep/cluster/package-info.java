/** Lockstep on a real Spark cluster of separate processes, and what becomes of it under faults. */
package dev.lockstep.cluster;
