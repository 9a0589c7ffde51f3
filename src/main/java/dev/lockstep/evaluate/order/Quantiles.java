package dev.lockstep.evaluate.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact quantiles of the columns of a ranking. Of n rows without weights the quantile q is numpy's
 * (1.24, {@code percentile} with {@code linear}): with h = q (n - 1) it lies between the rows of
 * rank floor(h) and the next, from 0. With weights it is the least value whose rows, with those of
 * lower values, have at least q of all weight: scikit-learn's (1.2.1), and {@code inverted_cdf} of
 * numpy 2.
 */
public final class Quantiles {
  private Quantiles() {}

  /**
   * Quantiles, in one Spark job.
   *
   * @param ranking the sorted columns, of rows of which some have weight
   * @param areWeighted whether rows have weights
   * @param percents of each column the quantiles in percent
   * @return their values
   */
  public static List<double[]> of(Ranking ranking, boolean areWeighted, List<double[]> percents) {
    WeightUnit unit = ranking.unit();
    List<double[]> wanted = new ArrayList<>();
    for (int column = 0; column < percents.size(); column++) {
      double all = ranking.totals().get(column).all(unit);
      wanted.add(
          areWeighted ? shares(percents.get(column), all) : ranks(percents.get(column), all));
    }
    List<List<double[]>> found =
        ranking.look((column, before, range) -> find(wanted.get(column), before, range, unit));
    List<double[]> quantiles = new ArrayList<>();
    for (int column = 0; column < percents.size(); column++) {
      double[] values = united(found.get(column));
      double all = ranking.totals().get(column).all(unit);
      quantiles.add(areWeighted ? values : between(values, percents.get(column), all));
    }
    return quantiles;
  }

  /** Of each quantile how much weight there has to be up to its value. */
  private static double[] shares(double[] percents, double all) {
    double[] wanted = new double[percents.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Math.max(Double.MIN_VALUE, percents[i] / 100 * all);
    }
    return wanted;
  }

  /** How many rows there have to be up to the row below a quantile, then up to that above. */
  private static double[] ranks(double[] percents, double all) {
    double[] wanted = new double[2 * percents.length];
    for (int i = 0; i < percents.length; i++) {
      double below = Math.floor(rank(percents[i], all));
      wanted[2 * i] = below + 1;
      wanted[2 * i + 1] = Math.min(below + 2, all);
    }
    return wanted;
  }

  private static double rank(double percent, double all) {
    return (all - 1) * (percent / 100);
  }

  /** The values up to which there is so much weight; NaN for those that are in other ranges. */
  private static double[] find(double[] wanted, Totals before, SortedRun range, WeightUnit unit) {
    double[] values = new double[wanted.length];
    Arrays.fill(values, Double.NaN);
    Totals sum = before;
    double lower = before.all(unit);
    for (int i = 0; i < range.size(); i++) {
      sum = sum.plus(range.totals(i));
      double upper = sum.all(unit);
      for (int k = 0; k < wanted.length; k++) {
        if (lower < wanted[k] && wanted[k] <= upper) {
          values[k] = range.value(i);
        }
      }
      lower = upper;
    }
    return values;
  }

  /** The values that the ranges have. */
  private static double[] united(List<double[]> ofRanges) {
    double[] values = ofRanges.get(0).clone();
    for (double[] range : ofRanges) {
      for (int k = 0; k < values.length; k++) {
        values[k] = Double.isNaN(range[k]) ? values[k] : range[k];
      }
    }
    return values;
  }

  /** Between the rows below and above, as numpy rounds it. */
  private static double[] between(double[] values, double[] percents, double all) {
    double[] quantiles = new double[percents.length];
    for (int i = 0; i < quantiles.length; i++) {
      double rank = rank(percents[i], all);
      double far = rank - Math.floor(rank);
      double low = values[2 * i];
      double high = values[2 * i + 1];
      double step = high - low;
      quantiles[i] = far < 0.5 ? low + step * far : high - step * (1 - far);
    }
    return quantiles;
  }
}
