"""scikit-learn's permutation importances of networks, for the permutations of tables.md.

    python3 src/test/python/golden_importance.py     # writes src/test/resources/golden/importance.json

Debian: apt-get install python3-sklearn. scikit-learn permutes the columns of the table, words among them,
and an estimator of numpy expands, scales and takes them forward. Table and networks follow from
the hash of tables.md, so that the file holds results alone: row i has u(k) = uniform(23, i, k);
    size   = floor(100 u(0)) / 10,              x = (size - 5) / 3
    colour = blue, green, red by floor(3 u(1)), x = three columns of 0 and 1
    flag   = floor(2 u(2)),                     x = flag
    depth  = 1000 u(3) - 100,                   x = (depth - 400) / 300
    idle   = 7,                                 x = 0
    weight = floor(4 u(4)) / 2 (zeros too)
    class  = floor(3 u(5)), labels = u(5) < 0.5, u(6) < 0.3, targets = 10 u(5) - 3, u(6) (size - 4)
Networks have 7 inputs, 6 hidden units of ReLU: W1[i][j] = 2 uniform(29, i, j) - 1, b1[j] = uniform(31, 0, j),
W2[i][j] = 2 uniform(37, i, j) - 1, b2 = 0.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.inspection import _permutation_importance, permutation_importance
from sklearn.preprocessing import OneHotEncoder

from hashes import hash64, place, uniform

ROWS = 700
REPEATS = 5
SEED = 8
KEY = hash64(SEED, 2)
HIDDEN = 6
COLOURS = ["blue", "green", "red"]
MEANS, DEVIATIONS = np.array([2.5, -1.0]), np.array([3.0, 0.5])

u = np.array([[uniform(23, i, k) for k in range(7)] for i in range(ROWS)])
size = np.floor(100 * u[:, 0]) / 10
table = np.empty((ROWS, 5), dtype=object)
table[:, 0] = size
table[:, 1] = [COLOURS[int(3 * x)] for x in u[:, 1]]
table[:, 2] = np.floor(2 * u[:, 2])
table[:, 3] = 1000 * u[:, 3] - 100
table[:, 4] = 7.0
weights = np.floor(4 * u[:, 4]) / 2


class Ours:
    """Gives scikit-learn the order of each repeat; it permutes what it has permuted before."""

    orders = [np.arange(ROWS)] + [
        np.array([place(row, ROWS, KEY, repeat) for row in range(ROWS)]) for repeat in range(1, REPEATS + 1)
    ]

    def __init__(self):
        self.repeat = 0

    def randint(self, _):
        return 0

    def shuffle(self, index):
        self.repeat += 1
        index[:] = np.argsort(self.orders[self.repeat - 1])[self.orders[self.repeat]]


_permutation_importance.check_random_state = lambda _: Ours()


class Network(BaseEstimator):
    """Expands the table's columns, scales them, and takes them forward."""

    def __init__(self, outputs):
        self.outputs = outputs

    def fit(self, *_):
        return self

    def u2(self, rows):
        numbers = rows[:, [0, 2, 3, 4]].astype(float)
        words = OneHotEncoder(categories=[COLOURS], sparse_output=False).fit_transform(rows[:, 1:2])
        x = np.column_stack(
            [
                (numbers[:, 0] - 5) / 3,
                words,
                numbers[:, 1],
                (numbers[:, 2] - 400) / 300,
                0 * numbers[:, 3],
            ]
        )
        w1 = [[2 * uniform(29, i, j) - 1 for j in range(HIDDEN)] for i in range(7)]
        b1 = [uniform(31, 0, j) for j in range(HIDDEN)]
        w2 = [[2 * uniform(37, i, j) - 1 for j in range(self.outputs)] for i in range(HIDDEN)]
        return np.maximum(x @ np.array(w1) + b1, 0) @ np.array(w2)


class Classes(ClassifierMixin, Network):
    def predict(self, rows):
        return self.u2(rows).argmax(axis=1)


class Labels(ClassifierMixin, Network):
    def predict(self, rows):
        return (self.u2(rows) > 0).astype(int)


class Numbers(RegressorMixin, Network):
    def predict(self, rows):
        return self.u2(rows) * DEVIATIONS + MEANS


def importances(estimator, truth, w):
    found = permutation_importance(
        estimator, table, truth, n_repeats=REPEATS, random_state=0, sample_weight=w
    )
    return {
        "score": estimator.score(table, truth, w),
        "mean": found.importances_mean.tolist(),
        "deviation": found.importances_std.tolist(),
        "drops": found.importances.tolist(),
    }


def main():
    tasks = {
        "classes": (Classes(3), np.floor(3 * u[:, 5]).astype(int)),
        "labels": (Labels(2), np.column_stack([u[:, 5] < 0.5, u[:, 6] < 0.3]).astype(int)),
        "targets": (Numbers(2), np.column_stack([10 * u[:, 5] - 3, u[:, 6] * (size - 4)])),
    }
    golden = {"made_with": "scikit-learn %s, numpy %s" % (sklearn.__version__, np.__version__)}
    for name, (estimator, truth) in tasks.items():
        golden[name] = importances(estimator, truth, None)
        golden[name + "_weighted"] = importances(estimator, truth, weights)
    path = pathlib.Path("src/test/resources/golden/importance.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
