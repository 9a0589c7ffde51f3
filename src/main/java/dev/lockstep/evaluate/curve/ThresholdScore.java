package dev.lockstep.evaluate.curve;

import dev.lockstep.io.Json;

/**
 * How two classes are told apart where the rows are called positive whose score is at least a
 * threshold, each row by its weight. 0 / 0 counts as 0, as in scikit-learn.
 *
 * @param best what the threshold is the best one for, such as {@code f1}; empty for one of the
 *     table's even steps
 * @param threshold the least score that is called positive
 * @param truePositives TP
 * @param falsePositives FP
 * @param falseNegatives FN
 * @param trueNegatives TN
 * @param precision TP / (TP + FP)
 * @param recall TP / (TP + FN)
 * @param f1 2 TP / (2 TP + FP + FN)
 * @param specificity TN / (TN + FP)
 * @param cost of the errors, the mean over all rows
 */
public record ThresholdScore(
    String best,
    double threshold,
    @Json.Count double truePositives,
    @Json.Count double falsePositives,
    @Json.Count double falseNegatives,
    @Json.Count double trueNegatives,
    double precision,
    double recall,
    double f1,
    double specificity,
    double cost) {}
