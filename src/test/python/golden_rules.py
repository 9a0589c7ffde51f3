"""Whole trainings on MNIST with other optimizers, schedules, activations and initial weights, in numpy, by
the formulas of src/site/markdown/options.md: three epochs each of 784-100-50-10, batches of 100 in file order.

    python3 src/test/python/golden_rules.py      # writes src/test/resources/golden/rules.json

Recorded: mean cross-entropy of both sets after each epoch, the sum of all squared parameters at the end.
"""

import json
import math
import pathlib

import numpy as np
import tutorial

EPOCHS = 3
ERF = np.vectorize(math.erf)


def phi(u):
    return np.exp(-u * u / 2) / math.sqrt(2 * math.pi)


def normal(u):
    return (1 + ERF(u / math.sqrt(2))) / 2


ACTIVATIONS = {
    "relu": (lambda u: np.maximum(u, 0), lambda u: (u > 0) * 1.0),
    "leaky-relu": (lambda u: np.where(u > 0, u, 0.01 * u), lambda u: np.where(u > 0, 1, 0.01)),
    "tanh": (np.tanh, lambda u: 1 - np.tanh(u) ** 2),
    "gelu": (lambda u: u * normal(u), lambda u: normal(u) + u * phi(u)),
}


class Momentum:
    def __init__(self, mu):
        self.mu = mu
        self.v = {}

    def step(self, i, w, g, lr, t):
        self.v[i] = self.mu * self.v[i] + g if i in self.v else g
        w -= lr * self.v[i]


class Adam:
    def __init__(self, decay=0.0):
        self.decay = decay
        self.m = {}
        self.v = {}

    def step(self, i, w, g, lr, t):
        if w.ndim == 2:
            w *= 1 - lr * self.decay
        self.m[i] = 0.9 * self.m.get(i, 0) + 0.1 * g
        self.v[i] = 0.999 * self.v.get(i, 0) + 0.001 * g * g
        w -= lr * (self.m[i] / (1 - 0.9**t)) / (np.sqrt(self.v[i] / (1 - 0.999**t)) + 1e-8)


def initial(kind):
    np.random.seed(8)
    draw = {
        "uniform": lambda i, o: 0.2 * np.random.rand(i, o) - 0.1,
        "glorot-uniform": lambda i, o: math.sqrt(6 / (i + o)) * (2 * np.random.rand(i, o) - 1),
        "he-normal": lambda i, o: math.sqrt(2 / i) * np.random.randn(i, o),
    }[kind]
    arrays = []
    for inputs, outputs in zip(tutorial.WIDTHS, tutorial.WIDTHS[1:]):
        arrays += [draw(inputs, outputs), np.zeros(outputs)]
    return arrays


def forward(x, arrays, activations, factors=None):
    """u of every layer, and what went into it, by its factors where it has some."""
    factors = factors or [None] * (len(arrays) // 2)
    us, zs = [], [x if factors[0] is None else x * factors[0]]
    for layer in range(len(arrays) // 2):
        us.append(zs[-1] @ arrays[2 * layer] + arrays[2 * layer + 1])
        if layer < len(activations):
            z = ACTIVATIONS[activations[layer]][0](us[-1])
            zs.append(z if factors[layer + 1] is None else z * factors[layer + 1])
    return us, zs


def softmax(u):
    y = np.exp(u - u.max(axis=1, keepdims=True))
    return y / y.sum(axis=1, keepdims=True)


def gradient(x, t, arrays, activations):
    us, zs = forward(x, arrays, activations)
    du = (softmax(us[-1]) - t) / len(x)
    result = [None] * len(arrays)
    for layer in reversed(range(len(us))):
        result[2 * layer] = zs[layer].T @ du
        result[2 * layer + 1] = du.sum(axis=0)
        if layer:
            du = (du @ arrays[2 * layer].T) * ACTIVATIONS[activations[layer - 1]][1](us[layer - 1])
    return result


def loss(x, t, arrays, activations):
    y = softmax(forward(x, arrays, activations)[0][-1])
    return -np.sum(t * np.log(np.maximum(y, 1e-7))) / len(x)


def train(sets, options):
    (x, t), test = sets
    arrays = initial(options.get("init", "uniform"))
    activations = options["activation"].split(",") if "," in options.get("activation", "") else [options.get("activation", "relu")] * 2
    rule = {
        "momentum": lambda: Momentum(0.9),
        "adam": Adam,
        "adamw": lambda: Adam(options["weight-decay"]),
    }[options["optimizer"]]()
    step, losses = 0, []
    for epoch in range(1, EPOCHS + 1):
        rate = options["learning-rate"]
        if options.get("schedule") == "cosine":
            rate = rate * (1 + math.cos(math.pi * (epoch - 1) / EPOCHS)) / 2
        if options.get("schedule") == "step":
            rate = rate * options["schedule-factor"] ** ((epoch - 1) // options["schedule-every"])
        for i in range(0, len(x), 100):
            step += 1
            g = gradient(x[i : i + 100], t[i : i + 100], arrays, activations)
            if "clip-norm" in options:
                norm = math.sqrt(sum((a * a).sum() for a in g))
                factor = min(1, options["clip-norm"] / (norm + 1e-6))
                g = [a * factor for a in g]
            for j, a in enumerate(arrays):
                if j % 2 == 0:
                    g[j] = g[j] + options.get("l2", 0) * a
                rule.step(j, a, g[j], rate * min(1, step / options.get("warmup", 1)), step)
        losses.append([loss(x, t, arrays, activations), loss(*test, arrays, activations)])
        print(options, epoch, losses[-1], flush=True)
    return {"options": options, "losses": losses, "squares": sum(float((a * a).sum()) for a in arrays)}


OPTIONS = [
    {"optimizer": "adam", "learning-rate": 0.001},
    {"optimizer": "momentum", "learning-rate": 0.05, "l2": 0.0001, "clip-norm": 0.5, "schedule": "cosine", "activation": "tanh,leaky-relu", "init": "glorot-uniform"},
    {"optimizer": "adamw", "learning-rate": 0.002, "weight-decay": 0.1, "schedule": "step", "schedule-factor": 0.5, "schedule-every": 1, "warmup": 300, "activation": "gelu", "init": "he-normal"},
]

if __name__ == "__main__":
    data = tutorial.parser().parse_args().data
    sets = tutorial.load(data, "train"), tutorial.load(data, "t10k")
    path = pathlib.Path(__file__).parents[1] / "resources/golden/rules.json"
    path.write_text(json.dumps([train(sets, options) for options in OPTIONS], indent=1) + "\n")
