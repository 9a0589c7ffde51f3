/** Many steps a barrier stage: the workers of one JVM, and the exchange between JVMs. */
package dev.lockstep.allreduce;
