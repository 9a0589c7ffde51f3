/**
 * The settings of training: {@link dev.lockstep.config.Settings} declares every one, once, and a
 * {@link dev.lockstep.config.TrainingSettings} holds their values. The options of {@code train},
 * the keys of its configuration files, the settings in JSON files, the check of a resumed run and
 * the list in the report are made from the declarations: a new setting is a constant in {@code
 * Settings}, and a line in the class that obeys it. {@link dev.lockstep.config.EpochMetric} lists
 * what is known after every epoch.
 */
package dev.lockstep.config;
