"""Trainings of a small table with weights of rows and of classes, by PyTorch (float64, one thread), and what
scikit-learn finds with the same weights.

    python3 src/test/python/golden_weights.py      # writes src/test/resources/golden/weights.csv and .json

Debian: apt-get install python3-torch python3-sklearn. The network is 4-6-3 with tanh, from numpy's seed 8;
five epochs of mini-batches of 20 in file order, W = W - 0.3 dW of the weighted mean loss; rows 40 to 59 weigh
nothing, so that their step is left out. "bound" is ten times what the same in numpy is off.
"""

import json
import pathlib

import numpy as np
import sklearn
import torch
from sklearn import metrics

from hashes import uniform

ROWS, FEATURES, HIDDEN, CLASSES = 240, 4, 6, "abc"
BATCH, EPOCHS, RATE, BINS = 20, 5, 0.3, 15
FOLDER = pathlib.Path(__file__).parents[1] / "resources/golden"

x = np.array([[round(6 * uniform(19, i, j) - 3, 3) for j in range(FEATURES)] for i in range(ROWS)])
noise = np.array([uniform(19, i, 7) for i in range(ROWS)])
t = np.digitize(x[:, 0] + 0.5 * x[:, 1] - x[:, 2] * x[:, 3] / 4 + 2 * noise, [1.5, 3.5])
w = np.array([0 if 40 <= i < 60 else int(8 * uniform(19, i, 8)) / 4 + 0.1 for i in range(ROWS)])
GIVEN = {"a": 0.5, "b": 1.25, "c": 3.0}


def initial():
    np.random.seed(8)
    arrays = []
    for inputs, outputs in ((FEATURES, HIDDEN), (HIDDEN, len(CLASSES))):
        arrays += [0.2 * np.random.rand(inputs, outputs) - 0.1, np.zeros(outputs)]
    return arrays


def probabilities(arrays):
    u = np.tanh(x @ arrays[0] + arrays[1]) @ arrays[2] + arrays[3]
    y = np.exp(u - u.max(axis=1, keepdims=True))
    return y / y.sum(axis=1, keepdims=True)


def loss(arrays, rows):
    return np.average(-np.log(probabilities(arrays)[np.arange(ROWS), t]), weights=rows)


def by_torch(learned, rows):
    arrays = [torch.nn.Parameter(torch.tensor(a)) for a in initial()]
    optimiser = torch.optim.SGD(arrays, lr=RATE)
    losses = []
    for _ in range(EPOCHS):
        for i in range(0, ROWS, BATCH):
            s = slice(i, i + BATCH)
            if learned[s].sum() > 0:
                u = torch.tanh(torch.tensor(x[s]) @ arrays[0] + arrays[1]) @ arrays[2] + arrays[3]
                each = torch.nn.functional.cross_entropy(u, torch.tensor(t[s]), reduction="none")
                optimiser.zero_grad()
                ((torch.tensor(learned[s]) * each).sum() / learned[s].sum()).backward()
                optimiser.step()
        losses.append(loss([a.detach().numpy() for a in arrays], rows))
    return [a.detach().numpy() for a in arrays], losses


def by_numpy(learned):
    arrays = initial()
    for _ in range(EPOCHS):
        for i in range(0, ROWS, BATCH):
            s = slice(i, i + BATCH)
            if learned[s].sum() > 0:
                z = np.tanh(x[s] @ arrays[0] + arrays[1])
                u = z @ arrays[2] + arrays[3]
                y = np.exp(u - u.max(axis=1, keepdims=True))
                y /= y.sum(axis=1, keepdims=True)
                y[np.arange(len(y)), t[s]] -= 1
                du = y * learned[s][:, None] / learned[s].sum()
                dz = (du @ arrays[2].T) * (1 - z * z)
                for array, g in zip(arrays, (x[s].T @ dz, dz.sum(0), z.T @ du, du.sum(0))):
                    array -= RATE * g
    return arrays


def training(rows, classes):
    arrays, losses = by_torch(rows * classes[t], rows)
    off = max(np.abs(a - b).max() for a, b in zip(arrays, by_numpy(rows * classes[t])))
    return {
        "class_weights": classes.tolist(),
        "losses": losses,
        "parameters": [a.ravel().tolist() for a in arrays],
        "bound": 10 * off,
        "evaluation": evaluation(probabilities(arrays), rows),
    }


def evaluation(y, rows):
    predicted, confidence = y.argmax(axis=1), y.max(axis=1)
    bins = np.ceil(confidence * BINS).astype(int) - 1
    weight = np.bincount(bins, rows, BINS)
    right = np.bincount(bins, rows * (predicted == t), BINS)
    sure = np.bincount(bins, rows * confidence, BINS)
    return {
        "accuracy": metrics.accuracy_score(t, predicted, sample_weight=rows),
        "cross_entropy": metrics.log_loss(t, y, sample_weight=rows),
        "top_2_accuracy": metrics.top_k_accuracy_score(t, y, k=2, sample_weight=rows),
        "report": metrics.classification_report(t, predicted, sample_weight=rows, output_dict=True),
        "confusion_matrix": metrics.confusion_matrix(t, predicted, sample_weight=rows).tolist(),
        "bin_weights": weight.tolist(),
        "expected_error": float(np.abs(right - sure).sum() / rows.sum()),
    }


if __name__ == "__main__":
    lines = ["x0,x1,x2,x3,w,one,class"]
    lines += [",".join(map(repr, x[i].tolist())) + f",{w[i]!r},1,{CLASSES[t[i]]}" for i in range(ROWS)]
    (FOLDER / "weights.csv").write_text("\n".join(lines) + "\n")
    ones = np.ones(ROWS)
    balanced = ROWS / (len(CLASSES) * np.bincount(t))
    golden = {
        "torch": torch.__version__,
        "sklearn": sklearn.__version__,
        "rows": training(w, np.ones(len(CLASSES))),
        "balanced": training(ones, balanced),
        "both": training(w, np.array(list(GIVEN.values()))),
    }
    (FOLDER / "weights.json").write_text(json.dumps(golden, indent=1) + "\n")
