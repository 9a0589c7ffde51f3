"""What the tutorial's program in numpy and in PyTorch share: data, initial weights, output.

Standard output gets the tutorial's table and nothing else. Standard error gets, in this form,

    versions: numpy 2.4.6, OpenBLAS 0.3.31 SkylakeX, 2 threads
    step_ms: 0.8125

where step_ms is the median over the epochs from the second on (over all where there is one only)
of the mean time of a training step, the evaluation left out.
"""

import argparse
import ctypes
import gzip
import os
import statistics
import sys
import time

import numpy as np

WIDTHS = (784, 100, 50, 10)
BATCH_SIZE = 100
LEARNING_RATE = 0.5
SEED = 8


def parser():
    """The options that both programs have."""
    options = argparse.ArgumentParser()
    options.add_argument("--data", default="data/mnist", help="folder with the four IDX files")
    options.add_argument("--epochs", type=int, default=50, help="passes over the training set")
    return options


def read_idx(path):
    """The array in a gzipped IDX file of unsigned bytes."""
    with gzip.open(path) as file:
        content = file.read()
    if content[:3] != b"\0\0\x08":
        raise SystemExit(f"{path} is not an IDX file of unsigned bytes")
    rank = content[3]
    shape = np.frombuffer(content, ">u4", rank, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load(folder, split, dtype=np.float64):
    """Rows (the float32 byte/255, in this type), and their classes one-hot."""
    images = read_idx(os.path.join(folder, split + "-images-idx3-ubyte.gz"))
    labels = read_idx(os.path.join(folder, split + "-labels-idx1-ubyte.gz"))
    x = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
    return x.astype(dtype), np.eye(WIDTHS[-1])[labels]


def initial_weights():
    """W1, W2, W3 of shape (inputs, outputs), uniform in [-0.1, 0.1)."""
    random = np.random.RandomState(SEED)
    return [
        0.2 * random.rand(inputs, outputs) - 0.1 for inputs, outputs in zip(WIDTHS, WIDTHS[1:])
    ]


def print_line(epoch, train, test):
    """A line of the tutorial's table; train and test are (rate, error)."""
    print(
        "%3d train_rate=%6.2f%% test_rate=%6.2f%% train_err=%8.5f test_err=%8.5f"
        % (epoch, train[0] * 100, test[0] * 100, train[1], test[1]),
        flush=True,
    )


def run(epochs, versions, evaluate, train_epoch, steps):
    """Evaluates, then trains and evaluates, epoch by epoch; evaluate gives (train, test)."""
    print("versions: " + versions, file=sys.stderr, flush=True)
    step_ms = []
    print_line(0, *evaluate())
    for epoch in range(1, epochs + 1):
        start = time.perf_counter()
        train_epoch()
        step_ms.append((time.perf_counter() - start) * 1000 / steps)
        print_line(epoch, *evaluate())
    if step_ms:
        print("step_ms: %.4f" % statistics.median(step_ms[1:] or step_ms), file=sys.stderr)


def blas_in_use():
    """The OpenBLAS that this process has loaded, as it names itself, and its threads."""
    with open("/proc/self/maps") as maps:
        files = sorted({line.split()[-1] for line in maps if "blas" in line})
    for file in files:
        library = ctypes.CDLL(file)
        for name in ("openblas_get_%s", "scipy_openblas_get_%s64_", "openblas_get_%s64_"):
            try:
                config = getattr(library, name % "config")
                corename = getattr(library, name % "corename")
                threads = getattr(library, name % "num_threads")
            except AttributeError:
                continue
            config.restype = corename.restype = ctypes.c_char_p
            version = " ".join(config().decode().split()[:2])
            return "%s %s, %d threads" % (version, corename().decode(), threads())
    return "a BLAS that is not OpenBLAS"
