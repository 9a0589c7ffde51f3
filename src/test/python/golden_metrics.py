"""What scikit-learn, scipy and numpy make of scores with ties and of regressions, with weights and without.

    python3 src/test/python/golden_metrics.py      # writes src/test/resources/golden/metrics.json

Debian: apt-get install python3-sklearn. Rows follow from the hash of golden_training.py, so that the file
holds results alone: row i has u(k) = uniform(17, i, k);
    t = 1 where u(0) < 0.3 + 0.4 u(1), else 0;      y = round(100 (0.6 u(1) + 0.4 u(2))) / 100 (ties)
    target = 10 u(1) - 3;                           predicted = target + u(3) - 0.45
    weight = floor(4 u(4)) / 2 (zeros too)
"""

import json
import pathlib

import numpy as np
import scipy.stats
import sklearn
from sklearn import metrics

from golden_training import uniform

ROWS = 700
PERCENTILES = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100]

u = np.array([[uniform(17, i, k) for k in range(5)] for i in range(ROWS)])
t = (u[:, 0] < 0.3 + 0.4 * u[:, 1]).astype(int)
y = np.round(100 * (0.6 * u[:, 1] + 0.4 * u[:, 2])) / 100
target = 10 * u[:, 1] - 3
predicted = target + u[:, 3] - 0.45
weight = np.floor(4 * u[:, 4]) / 2


def binary(w):
    fpr, tpr, thresholds = metrics.roc_curve(t, y, sample_weight=w, drop_intermediate=False)
    precision, recall, at = metrics.precision_recall_curve(t, y, sample_weight=w)
    return {
        "roc_auc": metrics.roc_auc_score(t, y, sample_weight=w),
        "average_precision": metrics.average_precision_score(t, y, sample_weight=w),
        "log_loss": metrics.log_loss(t, y, sample_weight=w),
        "brier": metrics.brier_score_loss(t, y, sample_weight=w),
        "ks": float(np.max(tpr - fpr)),
        "roc": [fpr.tolist(), tpr.tolist(), thresholds[1:].tolist()],
        "precision_recall": [precision.tolist(), recall.tolist(), at.tolist()],
    }


def regression(w):
    count = np.exp(predicted / 4)
    positive = np.floor(target - target.min())
    return {
        "rmse": metrics.mean_squared_error(target, predicted, sample_weight=w) ** 0.5,
        "mae": metrics.mean_absolute_error(target, predicted, sample_weight=w),
        "r2": metrics.r2_score(target, predicted, sample_weight=w),
        "explained_variance": metrics.explained_variance_score(target, predicted, sample_weight=w),
        "d2_poisson": metrics.d2_tweedie_score(positive, count, sample_weight=w, power=1),
    }


if __name__ == "__main__":
    golden = {
        "sklearn": sklearn.__version__,
        "scipy": scipy.__version__,
        "binary": binary(None),
        "binary_weighted": binary(weight),
        "ks_scipy": scipy.stats.ks_2samp(y[t == 1], y[t == 0]).statistic,
        "regression": regression(None),
        "regression_weighted": regression(weight),
        "percentiles": PERCENTILES,
        "residual_quantiles": np.percentile(predicted - target, PERCENTILES).tolist(),
    }
    path = pathlib.Path(__file__).parents[1] / "resources/golden/metrics.json"
    path.write_text(json.dumps(golden, indent=1) + "\n")
