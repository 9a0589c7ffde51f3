/**
 * How the learning rate changes from epoch to epoch: {@link dev.lockstep.network.schedule.Schedule}
 * is what one has to do, {@link dev.lockstep.network.schedule.Schedules} lists them, and each has a
 * file of its own. A new one is a file and a line in the list. {@link
 * dev.lockstep.network.schedule.Course} is what those know that depend on how training goes.
 */
package dev.lockstep.network.schedule;
