"""What PyTorch 1.13 (float64, one thread) makes of update rules, activations and losses.

    python3 src/test/python/golden_training.py      # writes src/test/resources/golden/training.json

Debian: apt-get install python3-torch. Gradients and inputs follow from a hash (tables.md), so that the
file holds results alone:

    gradient(t, i)  step t from 1, parameter i of 24; its kind is i % 6:
                    0 u - 0.5, 1 zero, 2 1e-30 (u - 0.5), 3 1e30 (u - 0.5), 4 u - 0.5 where t % 7 == 0,
                    else zero, 5 1e-3 (u - 0.5) + 0.25;   u = (hash(3, t, i) >> 11) 2^-53
    w(0, i)         ((37 i) % 101 - 50) / 64
"""

import json
import pathlib

import torch

from hashes import uniform

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def gradient(t, i):
    u = uniform(3, t, i) - 0.5
    return [u, 0.0, 1e-30 * u, 1e30 * u, u if t % 7 == 0 else 0.0, 1e-3 * u + 0.25][i % 6]


COUNT = 24
STEPS = 1000
RECORDED = (1, 2, 3, 10, 100, 1000)

RULES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.001, foreach=False),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.001, weight_decay=0.01, foreach=False),
    "sgd, l2 0.01": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.01),
    "momentum, l2 0.01": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01),
    "adam, l2 0.01": lambda p: torch.optim.Adam(p, lr=0.001, weight_decay=0.01, foreach=False),
}


def optimisers():
    """For each rule and each recorded step: w, the moments, and the largest |w| of each element so far."""
    result = {}
    for name, rule in RULES.items():
        w = torch.nn.Parameter(torch.tensor([((37 * i) % 101 - 50) / 64 for i in range(COUNT)]))
        optimiser = rule([w])
        most = w.detach().abs()
        steps = []
        for t in range(1, STEPS + 1):
            w.grad = torch.tensor([gradient(t, i) for i in range(COUNT)])
            optimiser.step()
            most = torch.maximum(most, w.detach().abs())
            if t in RECORDED:
                state = optimiser.state[w]
                moments = [state[k].tolist() for k in ("momentum_buffer", "exp_avg", "exp_avg_sq") if state.get(k) is not None]
                steps.append({"step": t, "w": w.tolist(), "largest": most.tolist(), "moments": moments})
        result[name] = steps
    return result


def clipped():
    """torch.nn.utils.clip_grad_norm_ over three arrays; x is --clip-norm."""
    cases = []
    for scale, x in ((1.0, 0.5), (1.0, 100.0), (1e3, 1.0), (0.0, 1.0)):
        arrays = [torch.nn.Parameter(torch.zeros(n)) for n in (12, 4, 3)]
        i = 0
        for a in arrays:
            a.grad = torch.tensor([scale * (uniform(5, i + j) - 0.5) for j in range(a.numel())])
            i += a.numel()
        norm = torch.nn.utils.clip_grad_norm_(arrays, x)
        cases.append({"scale": scale, "x": x, "norm": norm.item(), "gradients": [a.grad.tolist() for a in arrays]})
    return cases


POINTS = [0.0, -0.0, 1e-300, -1e-300, 1e-8, -1e-8, 0.5, -0.5, 1.0, -1.0, 3.25, -3.25, 5.9, -5.9, 8.5, -8.5, 19.0, -19.0, 38.0, -38.0, 710.0, -710.0, 1e5, -1e5]
POINTS += [8 * (uniform(7, i) - 0.5) for i in range(40)]

ACTIVATIONS = {
    "relu": torch.relu,
    "leaky-relu": lambda u: torch.nn.functional.leaky_relu(u, 0.01),
    "elu": torch.nn.functional.elu,
    "gelu": torch.nn.functional.gelu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "identity": lambda u: u * 1.0,
}


def activations():
    result = {"u": POINTS}
    for name, activation in ACTIVATIONS.items():
        u = torch.tensor(POINTS, requires_grad=True)
        z = activation(u)
        z.sum().backward()
        result[name] = {"z": z.tolist(), "derivative": u.grad.tolist()}
    return result


def losses():
    """Of 6 rows of 3 outputs: each row's loss and du of the mean over the rows."""
    rows, width = 6, 3
    raw = [[6 * (uniform(11, i, j) - 0.5) for j in range(width)] for i in range(rows)]
    classes = [i % width for i in range(rows)]
    labels = [[float((i + j) % 2) for j in range(width)] for i in range(rows)]
    numbers = [[4 * (uniform(13, i, j) - 0.5) for j in range(width)] for i in range(rows)]
    counts = [[float((i * j) % 5) for j in range(width)] for i in range(rows)]
    f = torch.nn.functional
    kinds = {
        "softmax": (classes, lambda u, t: f.cross_entropy(u, t, reduction="none")),
        "sigmoid": (labels, lambda u, t: f.binary_cross_entropy_with_logits(u, t, reduction="none").mean(1)),
        "squared": (numbers, lambda u, t: f.mse_loss(u, t, reduction="none").mean(1)),
        "huber": (numbers, lambda u, t: f.huber_loss(u, t, reduction="none").mean(1)),
        "huber 0.5": (numbers, lambda u, t: f.huber_loss(u, t, reduction="none", delta=0.5).mean(1)),
        "poisson": (counts, lambda u, t: f.poisson_nll_loss(u, t, log_input=True, full=False, reduction="none").mean(1)),
    }
    result = {"u": raw, "kinds": {}}
    for name, (targets, loss) in kinds.items():
        u = torch.tensor(raw, requires_grad=True)
        each = loss(u, torch.tensor(targets))
        each.mean().backward()
        result["kinds"][name] = {"targets": targets, "losses": each.tolist(), "du": u.grad.tolist()}
    return result


if __name__ == "__main__":
    golden = {
        "torch": torch.__version__,
        "optimisers": optimisers(),
        "clip": clipped(),
        "activations": activations(),
        "losses": losses(),
    }
    path = pathlib.Path(__file__).parents[1] / "resources/golden/training.json"
    path.write_text(json.dumps(golden, indent=1) + "\n")
