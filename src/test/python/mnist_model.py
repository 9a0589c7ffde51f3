"""A trained model on MNIST's test set, in numpy alone: what the other scripts here check against."""

import gzip
import pathlib

import numpy as np

IMAGES = "t10k-images-idx3-ubyte.gz"
LABELS = "t10k-labels-idx1-ubyte.gz"


def read(file, header):
    """The bytes of an IDX file after its header."""
    return np.frombuffer(gzip.open(file).read(), np.uint8, offset=header)


def test_set(folder):
    """x of shape (10000, 784) as float32, and the labels."""
    folder = pathlib.Path(folder)
    x = read(folder / IMAGES, 16).reshape(-1, 784) / np.float32(255)
    return x, read(folder / LABELS, 8)


def predict(npz, x):
    """Probabilities of shape (rows, classes): the network of model.npz by the book."""
    model = np.load(npz)
    layers = len(model.files) // 2
    z = x
    for l in range(1, layers):
        z = np.maximum(z @ model[f"W{l}"] + model[f"b{l}"], 0)
    u = z @ model[f"W{layers}"] + model[f"b{layers}"]
    y = np.exp(u - u.max(axis=1, keepdims=True))
    return y / y.sum(axis=1, keepdims=True)
