/**
 * How an option is declared: a {@link dev.lockstep.option.Setting} has {@link
 * dev.lockstep.option.Values}, which may be the members of a {@link dev.lockstep.option.Choice}.
 */
package dev.lockstep.option;
