/**
 * The settings of training. Read in this order:
 *
 * <ol>
 *   <li>{@link dev.lockstep.config.TrainingSettings} declares every setting, once, and holds their
 *       values; a new setting is a {@link dev.lockstep.config.Setting} there, and a line in the
 *       class that obeys it.
 *   <li>{@link dev.lockstep.config.Setting} is what a declaration says. The options of {@code
 *       train}, the keys of its configuration files, the settings in JSON files, the check of a
 *       resumed run and the list in the report are made from it.
 *   <li>{@link dev.lockstep.config.Values} are the values that a setting can have: numbers in a
 *       range, members of a {@link dev.lockstep.io.Choice}, flags, lists.
 * </ol>
 */
package dev.lockstep.config;
