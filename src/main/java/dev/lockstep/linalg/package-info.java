/**
 * Products of MLlib's local matrices, by a kernel that can be chosen and named: the one part of the
 * arithmetic whose last bits depend on the machine.
 */
package dev.lockstep.linalg;
