/**
 * Output layers with their losses: {@link dev.lockstep.network.loss.OutputLayer} is what one has to
 * do, {@link dev.lockstep.rows.Labels} is what it takes labels for, {@link
 * dev.lockstep.rows.Targets} is what it compares y with, {@link
 * dev.lockstep.network.loss.OutputLayers} lists them, and each has a file of its own. A new one is
 * a file and a line in the list.
 */
package dev.lockstep.network.loss;
