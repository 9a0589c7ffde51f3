"""Writes golden/evaluation.json: what numpy, scikit-learn and scipy find on MNIST's test set with the
model in golden/model, whose training, before products were exact, was

    ./submit.sh train --hidden 16 --epochs 5 --learning-rate 1 --blas plain

    python3 src/test/python/golden_evaluation.py
"""

import argparse
import json

import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    classification_report,
    confusion_matrix,
    log_loss,
    roc_auc_score,
    top_k_accuracy_score,
)

import mnist_model

GOLDEN = "src/test/resources/golden"
CLASSES = range(10)
BINS = 15
PROBABILITY_ROWS = 20


def cross_entropy(t, y):
    """-log max(y[t], 1e-7). scikit-learn before 1.5 renormalises the rows that it is given, which a
    question of two answers, right with y[t] and wrong with 1 - y[t], survives unchanged."""
    right = np.maximum(y[np.arange(len(t)), t], 1e-7)
    return log_loss(np.ones(len(t)), right, labels=[0, 1])


def calibration(correct, confidence):
    """The bins that hold rows, by scikit-learn, which leaves the others out, and their sizes."""
    accuracy, mean = calibration_curve(correct, confidence, n_bins=BINS)
    counts = np.bincount(np.ceil(confidence * BINS).astype(int) - 1, minlength=BINS)
    weights = counts[counts > 0] / len(correct)
    return {
        "counts": counts.tolist(),
        "confidence": mean.tolist(),
        "accuracy": accuracy.tolist(),
        "expected_error": float(np.sum(weights * np.abs(accuracy - mean))),
    }


def mistakes(t, predicted, confidence):
    """Row, true class, predicted class and confidence, the most confident first."""
    rows = np.flatnonzero(predicted != t)
    rows = rows[np.argsort(-confidence[rows], kind="stable")]
    return {
        "rows": rows.tolist(),
        "truth": t[rows].tolist(),
        "predicted": predicted[rows].tolist(),
        "confidence": confidence[rows].tolist(),
    }


def evaluation(t, y):
    predicted = y.argmax(axis=1)
    confidence = y.max(axis=1)
    correct = int(accuracy_score(t, predicted, normalize=False))
    interval = binomtest(correct, len(t)).proportion_ci(0.95, method="wilson")
    return {
        "about": "numpy %s, scikit-learn %s, scipy %s"
        % (np.__version__, sklearn.__version__, scipy.__version__),
        "accuracy": accuracy_score(t, predicted),
        "accuracy_interval_95": [interval.low, interval.high],
        "cross_entropy": cross_entropy(t, y),
        "log_loss": log_loss(t, y),
        "roc_auc_ovr": roc_auc_score(t, y, multi_class="ovr"),
        "clipped_rows": int((y[np.arange(len(t)), t] < 1e-7).sum()),
        "top_2_accuracy": top_k_accuracy_score(t, y, k=2, labels=CLASSES),
        "top_3_accuracy": top_k_accuracy_score(t, y, k=3, labels=CLASSES),
        "classification_report": classification_report(t, predicted, output_dict=True),
        "confusion_matrix": confusion_matrix(t, predicted).tolist(),
        "calibration": calibration(predicted == t, confidence),
        "mistakes": mistakes(t, predicted, confidence),
        "probabilities": y[:PROBABILITY_ROWS].tolist(),
        "probability_sums": y.sum(axis=0).tolist(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="data/mnist")
    parser.add_argument("--model", default=GOLDEN + "/model/model.npz")
    parser.add_argument("--out", default=GOLDEN + "/evaluation.json")
    arguments = parser.parse_args()
    x, t = mnist_model.test_set(arguments.data)
    golden = evaluation(t.astype(int), mnist_model.predict(arguments.model, x))
    with open(arguments.out, "w", encoding="utf-8") as file:
        lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in golden.items()]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
