"""The tutorial's program by the book, in numpy.

Layers 784-100-50-10, ReLU, softmax with cross-entropy, float64, batches of 100 in file order,
W = W - 0.5 dW after each; both sets are evaluated whole before training and after every epoch. The
arrays of a step are made once and written in place, which changes no number.

    python3 src/test/python/tutorial_numpy.py --data data/mnist --epochs 50
"""

import numpy as np
import tutorial


def forward(x, weights, biases, z):
    """Fills z with what each layer gives, the last the probabilities; x has as many rows as z."""
    last = len(weights) - 1
    for layer, (w, b) in enumerate(zip(weights, biases)):
        u = z[layer]
        np.dot(x, w, out=u)
        u += b
        if layer < last:
            np.maximum(u, 0, out=u)
        else:
            u -= u.max(axis=1, keepdims=True)
            np.exp(u, out=u)
            u /= u.sum(axis=1, keepdims=True)
        x = u
    return x


def layers(rows):
    """An array of this many rows for each layer."""
    return [np.empty((rows, width)) for width in tutorial.WIDTHS[1:]]


class Step:
    """One step of gradient descent over batches of one length."""

    def __init__(self, rows):
        self.z = layers(rows)
        self.du = layers(rows)
        self.dw = [np.empty(shape) for shape in zip(tutorial.WIDTHS, tutorial.WIDTHS[1:])]

    def descend(self, x, t, weights, biases):
        z, du, dw = self.z, self.du, self.dw
        y = forward(x, weights, biases, z)
        np.subtract(y, t, out=du[-1])
        du[-1] /= len(x)
        for layer in reversed(range(len(weights))):
            np.dot((z[layer - 1] if layer else x).T, du[layer], out=dw[layer])
            if layer:
                np.dot(du[layer], weights[layer].T, out=du[layer - 1])
                du[layer - 1] *= z[layer - 1] > 0  # where u > 0
        for layer, w in enumerate(weights):
            dw[layer] *= tutorial.LEARNING_RATE
            w -= dw[layer]
            biases[layer] -= tutorial.LEARNING_RATE * du[layer].sum(axis=0)


def score(x, t, weights, biases):
    """Rate of right answers, and mean cross-entropy, from one product over all rows a layer."""
    y = forward(x, weights, biases, layers(len(x)))
    rate = np.mean(y.argmax(axis=1) == t.argmax(axis=1))
    return rate, -np.sum(t * np.log(np.maximum(y, 1e-7))) / len(x)


def main():
    options = tutorial.parser().parse_args()
    x_train, t_train = tutorial.load(options.data, "train")
    x_test, t_test = tutorial.load(options.data, "t10k")
    weights = tutorial.initial_weights()
    biases = [np.zeros(width) for width in tutorial.WIDTHS[1:]]
    batch = tutorial.BATCH_SIZE
    step = Step(batch)

    def evaluate():
        return score(x_train, t_train, weights, biases), score(x_test, t_test, weights, biases)

    def train_epoch():
        for i in range(0, len(x_train), batch):
            step.descend(x_train[i : i + batch], t_train[i : i + batch], weights, biases)

    tutorial.run(
        options.epochs,
        "numpy %s, %s" % (np.__version__, tutorial.blas_in_use()),
        evaluate,
        train_epoch,
        len(x_train) // batch,
    )


if __name__ == "__main__":
    main()
