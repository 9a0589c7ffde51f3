"""Whole trainings by PyTorch (float64, one thread, autograd, its own optimisers and losses), five epochs each or as
many as the options say, and how near a numpy program comes to them that is written out by the formulas of
src/site/markdown/options.md.

    python3 src/test/python/golden_runs.py      # writes src/test/resources/golden/runs.json

Debian: apt-get install python3-torch. MNIST in batches of 100 in file order, 784-100-50-10; and tables of 190
rows to learn and 50 to test, batches of 20, 6-8-5-T. Row i of a table has x(k) = 2 uniform(19, i, k) - 1 with
the hash of tables.md, k = 0 .. 5, and

    numbers  x0 + x1 x2                   and 100 (x3 - x4 x4) + 7, which are standardised
    labels   1 where x0 + x1 > 0,         1 where x2 x3 > 0,       1 where x4 > 0.3
    classes  1 where x0 x1 + x2 > 0

Some begin with the weights of a torch.nn.Sequential, in float32, which numpy writes as options.md says into torch-T.npz
beside runs.json. Dropout is a product with masks, of ones and zeros by the hash of options.md, times 1 / (1 - p).

Recorded: mean losses of both sets after each epoch; parameters at the end, every stride-th of W1, b1, W2 ... row by
row, and the largest difference of numpy's to them.
"""

import json
import math
import pathlib

import numpy as np
import torch
import tutorial
from golden_rules import ACTIVATIONS, Adam, Momentum, forward, softmax
from hashes import uniform

G = np.uint64(0x9E3779B97F4A7C15)
SEED = 8

GOLDEN = pathlib.Path(__file__).parents[1] / "resources/golden"

EPOCHS = 5
RECORDED = 1000

RUNS = [
    {"data": "mnist", "options": {"optimizer": "adam", "learning-rate": 0.001}},
    {"data": "mnist", "options": {"optimizer": "momentum", "learning-rate": 0.05, "l2": 0.0001, "schedule": "cosine"}},
    {"data": "numbers", "options": {"task": "regress", "activation": "tanh", "optimizer": "adam", "learning-rate": 0.01}},
    {"data": "labels", "options": {"head": "sigmoid", "activation": "tanh", "optimizer": "momentum", "learning-rate": 0.2}},
    {"data": "classes", "options": {"head": "sigmoid", "activation": "leaky-relu", "optimizer": "adam", "learning-rate": 0.01}},
    {"data": "mnist", "options": {"optimizer": "adam", "learning-rate": 0.001, "dropout": "0.2,0.5,0.5"}},
    {"data": "numbers", "options": {"task": "regress", "activation": "tanh", "optimizer": "adam", "learning-rate": 0.01, "dropout": "0.5"}},
    {"data": "numbers", "start": "torch-2.npz", "options": {"task": "regress", "activation": "tanh", "optimizer": "adam", "learning-rate": 0.01, "epochs": 10}},
    {"data": "classes", "start": "torch-1.npz", "options": {"head": "sigmoid", "activation": "tanh", "optimizer": "momentum", "learning-rate": 0.1, "epochs": 10, "freeze": "1,3"}},
]


def table(kind):
    """x and t of all rows."""
    x = np.array([[2 * uniform(19, i, k) - 1 for k in range(6)] for i in range(240)])
    if kind == "numbers":
        t = np.stack([x[:, 0] + x[:, 1] * x[:, 2], 100 * (x[:, 3] - x[:, 4] * x[:, 4]) + 7], axis=1)
        for k in range(2):
            mean = math.fsum(t[:190, k]) / 190
            t[:, k] = (t[:, k] - mean) / math.sqrt(math.fsum((t[:190, k] - mean) ** 2) / 190)
        return x, t
    if kind == "labels":
        return x, np.stack([x[:, 0] + x[:, 1] > 0, x[:, 2] * x[:, 3] > 0, x[:, 4] > 0.3], axis=1) * 1.0
    return x, (x[:, 0] * x[:, 1] + x[:, 2] > 0)[:, None] * 1.0


def sets(kind, folder):
    """Training and test set, and how many rows a batch has."""
    if kind == "mnist":
        return tutorial.load(folder, "train"), tutorial.load(folder, "t10k"), 100
    x, t = table(kind)
    return (x[:190], t[:190]), (x[190:], t[190:]), 20


def initial(widths, start=None):
    if start:
        torch.manual_seed(3)
        network = torch.nn.Sequential(*[torch.nn.Linear(inputs, outputs) for inputs, outputs in zip(widths, widths[1:])])
        W, b = zip(*[(layer.weight.detach().numpy().T, layer.bias.detach().numpy()) for layer in network if hasattr(layer, "weight")])
        np.savez(GOLDEN / start, **{name + str(l): a for l, pair in enumerate(zip(W, b), 1) for name, a in zip("Wb", pair)})
        return [a.astype(np.float64, order="C") for pair in zip(W, b) for a in pair]
    random = np.random.RandomState(8)
    arrays = []
    for inputs, outputs in zip(widths, widths[1:]):
        arrays += [0.2 * random.rand(inputs, outputs) - 0.1, np.zeros(outputs)]
    return arrays


def mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def masks(options, epoch, first, widths, count):
    """What the input and each hidden layer of rows are multiplied by; None for nothing."""
    shares = [float(share) for share in options.get("dropout", "0").split(",")]
    hidden = len(widths) - 2
    shares = shares if len(shares) == hidden + 1 else [0.0] + shares * hidden
    made = []
    for layer, (p, width) in enumerate(zip(shares, widths)):
        h = np.zeros(1, np.uint64)
        rows = np.arange(first, first + count, dtype=np.uint64)[:, None]
        for word in (SEED, epoch, rows, layer, np.arange(width, dtype=np.uint64)[None, :]):
            h = mix(h + np.asarray(word, np.uint64) + G)
        u = (h >> np.uint64(11)) * 2.0**-53
        made.append((u >= p) * (1 / (1 - p)) if p else None)
    return made


def epochs(options):
    return options.get("epochs", EPOCHS)


def frozen(options):
    """Layers from 0."""
    return [int(layer) - 1 for layer in options.get("freeze", "").split(",") if layer]


def by_torch(kind, options, train, test, batch, widths, start):
    torch.manual_seed(0)
    functional = torch.nn.functional
    activation = {"relu": torch.relu, "tanh": torch.tanh, "leaky-relu": functional.leaky_relu}[options.get("activation", "relu")]
    arrays = [torch.nn.Parameter(torch.from_numpy(a.copy())) for a in start]
    for layer in frozen(options):
        arrays[2 * layer].requires_grad_(False)
        arrays[2 * layer + 1].requires_grad_(False)
    groups = [{"params": arrays[0::2], "weight_decay": options.get("l2", 0)}, {"params": arrays[1::2]}]
    rate = options["learning-rate"]
    optimiser = torch.optim.Adam(groups, lr=rate, foreach=False) if options["optimizer"] == "adam" else torch.optim.SGD(groups, lr=rate, momentum=0.9)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs(options)) if "schedule" in options else None

    def network(x, factors=(None,) * len(widths)):
        for layer in range(len(arrays) // 2):
            x = x if factors[layer] is None else x * torch.from_numpy(factors[layer])
            x = torch.addmm(arrays[2 * layer + 1], x, arrays[2 * layer])
            x = activation(x) if layer < len(arrays) // 2 - 1 else x
        return x

    def loss(u, t):
        if kind == "mnist":
            return functional.cross_entropy(u, t.argmax(1))
        return functional.mse_loss(u, t) if kind == "numbers" else functional.binary_cross_entropy_with_logits(u, t)

    def printed(x, t):
        """With the tutorial's clamp."""
        with torch.no_grad():
            u = network(x)
            y = torch.softmax(u, 1)[t == 1] if kind == "mnist" else None
            return (loss(u, t) if y is None else -y.clamp(min=1e-7).log().mean()).item()

    (x, t), (x_test, t_test) = [[torch.from_numpy(a) for a in one] for one in (train, test)]
    losses = []
    for epoch in range(1, epochs(options) + 1):
        for i in range(0, len(x), batch):
            optimiser.zero_grad()
            factors = masks(options, epoch, i, widths, len(x[i : i + batch]))
            loss(network(x[i : i + batch], factors), t[i : i + batch]).backward()
            optimiser.step()
        if schedule:
            schedule.step()
        losses.append([printed(x, t), printed(x_test, t_test)])
    return losses, np.concatenate([a.detach().numpy().ravel() for a in arrays])


def by_numpy(kind, options, train, batch, widths, start):
    arrays = [a.copy() for a in start]
    activations = [options.get("activation", "relu")] * (len(widths) - 2)
    rule = Adam() if options["optimizer"] == "adam" else Momentum(0.9)
    x, t = train
    step = 0
    for epoch in range(1, epochs(options) + 1):
        rate = options["learning-rate"]
        if "schedule" in options:
            rate = rate * (1 + math.cos(math.pi * (epoch - 1) / epochs(options))) / 2
        for i in range(0, len(x), batch):
            step += 1
            rows, truth = x[i : i + batch], t[i : i + batch]
            factors = masks(options, epoch, i, widths, len(rows))
            us, zs = forward(rows, arrays, activations, factors)
            du = {
                "mnist": lambda u: (softmax(u) - truth) / len(rows),
                "numbers": lambda u: 2 * (u - truth) / truth.size,
            }.get(kind, lambda u: (1 / (1 + np.exp(-u)) - truth) / truth.size)(us[-1])
            for layer in reversed(range(len(us))):
                w, b = arrays[2 * layer : 2 * layer + 2]
                dw, db = zs[layer].T @ du + options.get("l2", 0) * w, du.sum(axis=0)
                if layer:
                    dz = du @ w.T if factors[layer] is None else (du @ w.T) * factors[layer]
                    du = dz * ACTIVATIONS[activations[layer - 1]][1](us[layer - 1])
                if layer not in frozen(options):
                    rule.step(2 * layer, w, dw, rate, step)
                    rule.step(2 * layer + 1, b, db, rate, step)
    return np.concatenate([a.ravel() for a in arrays])


def run(data, options, folder, start=None):
    train, test, batch = sets(data, folder)
    widths = tutorial.WIDTHS if data == "mnist" else (6, 8, 5, train[1].shape[1])
    arrays = initial(widths, start)
    losses, parameters = by_torch(data, options, train, test, batch, widths, arrays)
    others = by_numpy(data, options, train, batch, widths, arrays)
    stride = max(1, len(parameters) // RECORDED)
    difference = float(np.abs(others - parameters)[::stride].max())
    print(data, options, losses[-1], difference, flush=True)
    return {
        "data": data,
        "options": options,
        **({"start": start} if start else {}),
        "losses": losses,
        "stride": stride,
        "parameters": parameters[::stride].tolist(),
        "numpy_difference": difference,
    }


if __name__ == "__main__":
    folder = tutorial.parser().parse_args().data
    golden = {"torch": torch.__version__, "runs": [run(one["data"], one["options"], folder, one.get("start")) for one in RUNS]}
    (GOLDEN / "runs.json").write_text(json.dumps(golden, indent=1) + "\n")
