"""The tutorial's program as a textbook has it, in numpy: every formula an expression.

The same steps as tutorial_numpy.py, which is what a programmer would tune it to: here a formula
makes its arrays anew, and the images stay float32, which every product with the float64 weights
widens.

    python3 src/test/python/tutorial_book.py --data data/mnist --epochs 50
"""

import numpy as np
import tutorial


def affine(z, w, b):
    return np.dot(z, w) + b


def relu(u):
    return np.maximum(0, u)


def softmax(u):
    exp_u = np.exp(u - np.max(u, axis=1, keepdims=True))
    return exp_u / np.sum(exp_u, axis=1, keepdims=True)


def cross_entropy(y, t):
    return -np.sum(t * np.log(np.maximum(y, 1e-7))) / len(y)


def affine_back(du, z, w):
    """dz, dW and db."""
    return np.dot(du, w.T), np.dot(z.T, du), np.dot(np.ones(len(z)), du)


def relu_back(dz, u):
    return dz * np.where(u > 0, 1, 0)


def predict(x, w1, w2, w3, b1, b2, b3):
    z1 = relu(affine(x, w1, b1))
    z2 = relu(affine(z1, w2, b2))
    return softmax(affine(z2, w3, b3))


def descend(x, t, w1, w2, w3, b1, b2, b3):
    """One step; the new parameters."""
    u1 = affine(x, w1, b1)
    z1 = relu(u1)
    u2 = affine(z1, w2, b2)
    z2 = relu(u2)
    y = softmax(affine(z2, w3, b3))
    dz2, dw3, db3 = affine_back((y - t) / len(x), z2, w3)
    du2 = relu_back(dz2, u2)
    dz1, dw2, db2 = affine_back(du2, z1, w2)
    du1 = relu_back(dz1, u1)
    dw1, db1 = np.dot(x.T, du1), np.dot(np.ones(len(x)), du1)
    lr = tutorial.LEARNING_RATE
    return (
        *(w1 - lr * dw1, w2 - lr * dw2, w3 - lr * dw3),
        *(b1 - lr * db1, b2 - lr * db2, b3 - lr * db3),
    )


def score(x, t, parameters):
    y = predict(x, *parameters)
    return np.mean(y.argmax(axis=1) == t.argmax(axis=1)), cross_entropy(y, t)


def main():
    options = tutorial.parser().parse_args()
    x_train, t_train = tutorial.load(options.data, "train", np.float32)
    x_test, t_test = tutorial.load(options.data, "t10k", np.float32)
    parameters = (*tutorial.initial_weights(), *(np.zeros(width) for width in tutorial.WIDTHS[1:]))
    batch = tutorial.BATCH_SIZE

    def evaluate():
        return score(x_train, t_train, parameters), score(x_test, t_test, parameters)

    def train_epoch():
        nonlocal parameters
        for i in range(0, len(x_train), batch):
            parameters = descend(x_train[i : i + batch], t_train[i : i + batch], *parameters)

    tutorial.run(
        options.epochs,
        "numpy %s, %s" % (np.__version__, tutorial.blas_in_use()),
        evaluate,
        train_epoch,
        len(x_train) // batch,
    )


if __name__ == "__main__":
    main()
