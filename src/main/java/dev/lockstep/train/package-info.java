/** The training loop: settings in, parameters and history out. */
package dev.lockstep.train;
