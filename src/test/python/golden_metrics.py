"""What scikit-learn, scipy and numpy make of scores with ties and of regressions, with weights and without.

    python3 src/test/python/golden_metrics.py      # writes src/test/resources/golden/metrics.json

Debian: apt-get install python3-sklearn. Rows follow from the hash of tables.md, so that the file
holds results alone: row i has u(k) = uniform(17, i, k);
    t = 1 where u(0) < 0.3 + 0.4 u(1), else 0;      y = round(100 (0.6 u(1) + 0.4 u(2))) / 100 (ties)
    target = 10 u(1) - 3;                           predicted = target + u(3) - 0.45
    weight = floor(4 u(4)) / 2 (zeros too)
    three classes: outputs v = u(1), u(2), u(3) of row i - i % 3 (ties), divided by their sum;
                   class the first k with the greatest v(k) + u(k)
"""

import json
import pathlib

import numpy as np
import scipy.stats
import sklearn
from sklearn import metrics
from sklearn.utils.stats import _weighted_percentile

from hashes import uniform

ROWS = 700
PERCENTILES = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100]
COST_FP, COST_FN = 1, 5

u = np.array([[uniform(17, i, k) for k in range(5)] for i in range(ROWS)])
t = (u[:, 0] < 0.3 + 0.4 * u[:, 1]).astype(int)
y = np.round(100 * (0.6 * u[:, 1] + 0.4 * u[:, 2])) / 100
target = 10 * u[:, 1] - 3
predicted = target + u[:, 3] - 0.45
weight = np.floor(4 * u[:, 4]) / 2
v = u[np.arange(ROWS) - np.arange(ROWS) % 3, 1:4]
t3 = np.argmax(v + u[:, :3], axis=1)
y3 = v / ((v[:, :1] + v[:, 1:2]) + v[:, 2:])


def cost(called, w):
    w = np.ones(ROWS) if w is None else w
    errors = COST_FP * (called & (t == 0)) + COST_FN * (~called & (t == 1))
    return float(np.average(errors, weights=w))


def threshold(x, w):
    called = y >= x
    options = {"sample_weight": w, "zero_division": 0}
    return [
        float(x),
        metrics.precision_score(t, called, **options),
        metrics.recall_score(t, called, **options),
        metrics.f1_score(t, called, **options),
        metrics.recall_score(1 - t, ~called, **options),
        cost(called, w),
    ]


def binary(w):
    fpr, tpr, thresholds = metrics.roc_curve(t, y, sample_weight=w, drop_intermediate=False)
    precision, recall, at = metrics.precision_recall_curve(t, y, sample_weight=w)
    table = [threshold(x, w) for x in thresholds[1:]]
    return {
        "roc_auc": metrics.roc_auc_score(t, y, sample_weight=w),
        "average_precision": metrics.average_precision_score(t, y, sample_weight=w),
        "log_loss": metrics.log_loss(t, y, sample_weight=w),
        "brier": metrics.brier_score_loss(t, y, sample_weight=w),
        "ks": float(np.max(np.abs(tpr - fpr))),
        "roc": [fpr.tolist(), tpr.tolist(), thresholds[1:].tolist()],
        "precision_recall": [precision.tolist(), recall.tolist(), at.tolist()],
        "thresholds": [threshold((i + 1) / 20, w) for i in range(19)],
        "best_f1": max(table, key=lambda row: row[3]),
        "least_cost": min(table, key=lambda row: row[5]),
    }


def several(w):
    return {
        "log_loss": metrics.log_loss(t3, y3, sample_weight=w),
        "roc_auc_ovr": metrics.roc_auc_score(t3, y3, sample_weight=w, multi_class="ovr"),
    }


def quantiles(numbers, percents, w):
    if w is None:
        return np.percentile(numbers, percents).tolist()
    return [float(_weighted_percentile(numbers, w, percent)) for percent in percents]


def deciles(w):
    part = np.searchsorted(quantiles(predicted, range(10, 100, 10), w), predicted)
    weights = np.ones(ROWS) if w is None else w
    rows = []
    for k in range(10):
        some = (part == k) & (weights > 0)
        mean = lambda numbers: float(np.average(numbers[some], weights=weights[some]))
        residual = target - predicted
        rows.append(
            [int(some.sum()), float(weights[some].sum()), mean(predicted), mean(target), mean(residual)]
            + [mean(residual**2) ** 0.5]
        )
    return rows


def regression(w):
    count = np.exp(predicted / 4)
    positive = np.floor(target - target.min())
    return {
        "rmse": metrics.mean_squared_error(target, predicted, sample_weight=w) ** 0.5,
        "mae": metrics.mean_absolute_error(target, predicted, sample_weight=w),
        "r2": metrics.r2_score(target, predicted, sample_weight=w),
        "explained_variance": metrics.explained_variance_score(target, predicted, sample_weight=w),
        "d2_absolute": metrics.d2_absolute_error_score(target, predicted, sample_weight=w),
        "d2_poisson": metrics.d2_tweedie_score(positive, count, sample_weight=w, power=1),
        "median": quantiles(target, [50], w)[0],
        "residual_quantiles": quantiles(target - predicted, PERCENTILES, w),
        "deciles": deciles(w),
    }


if __name__ == "__main__":
    golden = {
        "sklearn": sklearn.__version__,
        "scipy": scipy.__version__,
        "numpy": np.__version__,
        "percentiles": PERCENTILES,
        "binary": binary(None),
        "binary_weighted": binary(weight),
        "ks_scipy": scipy.stats.ks_2samp(y[t == 1], y[t == 0]).statistic,
        "several": several(None),
        "several_weighted": several(weight),
        "regression": regression(None),
        "regression_weighted": regression(weight),
    }
    path = pathlib.Path(__file__).parents[1] / "resources/golden/metrics.json"
    path.write_text(json.dumps(golden, indent=1) + "\n")
