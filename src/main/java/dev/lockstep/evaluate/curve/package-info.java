/**
 * How well a score tells positive rows from negative ones. {@link
 * dev.lockstep.evaluate.curve.TwoClassCurve} has the figures, {@link
 * dev.lockstep.evaluate.curve.CurvePoint}s and, with {@link
 * dev.lockstep.evaluate.curve.ErrorCosts}, the table of {@link
 * dev.lockstep.evaluate.curve.ThresholdScore}s; {@link dev.lockstep.evaluate.curve.Curves} makes it
 * out of sorted scores, range by range a {@code CurvePart}.
 */
package dev.lockstep.evaluate.curve;
