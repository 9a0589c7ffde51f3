/** How well a trained network does on data with labels, and what it says of data without. */
package dev.lockstep.evaluate;
