package dev.lockstep.report.html;

/**
 * A labelled place on an axis.
 *
 * @param value what it stands for
 * @param label the value as a reader wants it
 */
record Tick(double value, String label) {}
