package dev.lockstep.evaluate;

import java.io.Serializable;

/**
 * What was found of some task's rows beside the metrics, such as {@link ClassFindings}. A new kind
 * has a {@code Tally} that gathers it, and sections of the reports that show it.
 */
public interface Finding extends Serializable {}
