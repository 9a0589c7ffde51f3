"""Three small tables, and what a network learns of them, by the book in numpy.

Independent of Lockstep's code: scaling, test rows, order of the rows and initial weights come from
the formulas that its README publishes. Writes, into a folder, NAME.csv and NAME.txt for each table:
the rows, and the lines of epochs 0 to 10.

    python3 src/test/python/tutorial_tables.py src/test/resources/golden/tables
"""

import argparse
import math
import pathlib
from fractions import Fraction

import numpy as np

from hashes import place, uniform

SEED = 8
EPOCHS = 10


def is_test(row, fraction):
    return uniform(SEED, row) < fraction


def standard(column):
    """Mean and standard deviation of N rows, from exact sums."""
    exact = [Fraction(x) for x in column]
    mean = sum(exact) / len(exact)
    variance = sum(x * x for x in exact) / len(exact) - mean * mean
    return float(mean), math.sqrt(float(variance))


def scaler(kind, train):
    """A function that scales rows by what the training rows are."""
    if kind == "none":
        return lambda x: x
    pairs = [
        standard(column) if kind == "standard" else (column.min(), column.max() - column.min())
        for column in train.T
    ]
    offset = np.array([pair[0] for pair in pairs])
    divisor = np.array([pair[1] for pair in pairs])
    varies = divisor != 0
    return lambda x: np.where(varies, (x - offset) / np.where(varies, divisor, 1), 0)


def initial_weights(widths):
    random = np.random.RandomState(SEED)
    return [0.2 * random.rand(*shape) - 0.1 for shape in zip(widths, widths[1:])]


def forward(x, weights, biases):
    """What each layer gives, the input first and the probabilities last."""
    z = [x]
    for layer, (w, b) in enumerate(zip(weights, biases)):
        u = z[-1] @ w + b
        if layer < len(weights) - 1:
            z.append(np.maximum(u, 0))
        else:
            e = np.exp(u - u.max(axis=1, keepdims=True))
            z.append(e / e.sum(axis=1, keepdims=True))
    return z


def descend(x, t, weights, biases, learning_rate):
    z = forward(x, weights, biases)
    du = (z[-1] - t) / len(x)
    for layer in reversed(range(len(weights))):
        dw, db = z[layer].T @ du, du.sum(axis=0)
        du = (du @ weights[layer].T) * (z[layer] > 0)
        weights[layer] -= learning_rate * dw
        biases[layer] -= learning_rate * db


def score(x, t, weights, biases):
    if not len(x):
        return " " * 7, " " * 8
    y = forward(x, weights, biases)[-1]
    rate = np.mean(y.argmax(axis=1) == t.argmax(axis=1))
    error = -np.sum(t * np.log(np.maximum(y, 1e-7))) / len(x)
    return "%6.2f%%" % (rate * 100), "%8.5f" % error


def line(epoch, train, test):
    return "%3d train_rate=%s test_rate=%s train_err=%s test_err=%s" % (
        epoch,
        train[0],
        test[0],
        train[1],
        test[1],
    )


def classes(labels):
    """The distinct labels: integers as numbers, others by code point."""
    names = set(labels)
    return sorted(names, key=int if all(name.isdigit() for name in names) else None)


def learn(rows, labels, kind, fraction, shuffle, hidden, batch, learning_rate):
    """The lines of all epochs."""
    tests = np.array([is_test(row, fraction) for row in range(len(rows))])
    scale = scaler(kind, rows[~tests])
    names = classes(labels[~tests])
    one_hot = np.array([[float(label == name) for name in names] for label in labels])
    x, t = scale(rows[~tests]), one_hot[~tests]
    x_test, t_test = scale(rows[tests]), one_hot[tests]
    widths = [x.shape[1], *hidden, len(names)]
    weights = initial_weights(widths)
    biases = [np.zeros(width) for width in widths[1:]]
    lines = []
    for epoch in range(EPOCHS + 1):
        if epoch:
            order = np.arange(len(x))
            if shuffle:
                for row in range(len(x)):
                    order[place(row, len(x), SEED, epoch)] = row
            for i in range(0, len(x), batch):
                rows_of_batch = order[i : i + batch]
                descend(x[rows_of_batch], t[rows_of_batch], weights, biases, learning_rate)
        lines.append(
            line(epoch, score(x, t, weights, biases), score(x_test, t_test, weights, biases))
        )
    return lines


def flowers(random):
    """Three classes with word labels; a constant column."""
    centres = {"reed": (4.2, 30.1, 0.8), "aster": (6.7, 28.4, 2.1), "poppy": (5.9, 35.0, 1.7)}
    labels = random.choice(sorted(centres), 150)
    spread = random.normal(size=(150, 3)) * (0.7, 3, 0.3)
    numbers = np.round(np.array([centres[label] for label in labels]) + spread, 2)
    return np.column_stack([numbers, np.full(150, 7.5)]), labels


def wide(random):
    """Mostly zeros, a few columns with negative numbers."""
    labels = random.choice(["0", "1", "2", "10"], 60)
    numbers = np.zeros((60, 300))
    for row, label in enumerate(labels):
        for column in random.choice(300, 30, replace=False):
            numbers[row, column] = round(random.uniform(0.01, 40), 3)
        numbers[row, 7 * int(label) : 7 * int(label) + 5] += 25
    numbers[::7, 290:] = -1.5
    return numbers, labels


def short(random):
    """A last mini-batch of fewer rows than blocks."""
    labels = random.choice(["yes", "no"], 103)
    numbers = random.uniform(-1, 1, (103, 5))
    numbers[:, 2] += np.where(labels == "yes", 0.8, -0.8)
    return np.round(numbers, 6), labels


TABLES = {
    flowers: dict(
        kind="standard", fraction=0.3, shuffle=True, hidden=[8, 5], batch=10, learning_rate=0.5
    ),
    wide: dict(
        kind="minmax", fraction=0, shuffle=False, hidden=[12], batch=16, learning_rate=0.4
    ),
    short: dict(
        kind="none", fraction=0.2, shuffle=False, hidden=[6], batch=20, learning_rate=0.7
    ),
}


def write(folder, name, rows, labels, lines):
    with open(folder / (name + ".csv"), "w") as file:
        names = ["x%d" % (column + 1) for column in range(rows.shape[1])]
        print(",".join([*names, "class"]), file=file)
        for row, label in zip(rows.tolist(), labels):
            print(",".join([*map(repr, row), label]), file=file)
    with open(folder / (name + ".txt"), "w") as file:
        print("\n".join(lines), file=file)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=pathlib.Path)
    folder = options.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.RandomState(2026)
    for make, settings in TABLES.items():
        rows, labels = make(random)
        write(folder, make.__name__, rows, labels, learn(rows, labels, **settings))


if __name__ == "__main__":
    main()
