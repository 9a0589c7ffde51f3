"""Checks that numpy, with nothing but model.npz, predicts on MNIST's test set what `predict` wrote,
to 1e-12, and finds the accuracy that `evaluate` reports.

    ./submit.sh evaluate --model RUN/model --out EVALUATION
    ./submit.sh predict --model RUN/model --input data/mnist/t10k-images-idx3-ubyte.gz --out PREDICTION
    python3 src/test/python/check_interop.py RUN/model EVALUATION PREDICTION
"""

import argparse
import json
import pathlib

import numpy as np

import mnist_model


def read_parts(folder):
    """All parts one after the other: row, predicted class, probabilities."""
    parts = sorted(pathlib.Path(folder).glob("part-*.csv"))
    return np.concatenate([np.loadtxt(part, delimiter=",", skiprows=1, ndmin=2) for part in parts])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("evaluation")
    parser.add_argument("prediction")
    parser.add_argument("--data", default="data/mnist")
    arguments = parser.parse_args()
    x, t = mnist_model.test_set(arguments.data)
    y = mnist_model.predict(pathlib.Path(arguments.model) / "model.npz", x)
    parts = read_parts(arguments.prediction)
    assert (pathlib.Path(arguments.prediction) / "_SUCCESS").exists()
    assert np.array_equal(parts[:, 0], np.arange(len(x))), "rows are missing or out of order"
    assert np.array_equal(parts[:, 1], y.argmax(axis=1)), "other classes"
    difference = np.abs(parts[:, 2:] - y).max()
    assert difference <= 1e-12, f"probabilities differ by {difference}"
    report = json.loads((pathlib.Path(arguments.evaluation) / "evaluation.json").read_text())
    accuracy = np.mean(y.argmax(axis=1) == t)
    assert report["accuracy"] == accuracy, f"accuracy {report['accuracy']}, numpy's {accuracy}"
    loss = -np.log(np.maximum(y[np.arange(len(t)), t], 1e-7)).mean()
    assert abs(report["cross_entropy"] - loss) <= 1e-12, "another cross-entropy"
    print(f"{len(x)} rows: probabilities within {difference:.1e}, accuracy {accuracy} alike")


if __name__ == "__main__":
    main()
