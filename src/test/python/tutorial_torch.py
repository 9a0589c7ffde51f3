"""The same steps as tutorial_numpy.py, in PyTorch on the CPU, float64.

Written out like there, without autograd, which would take longer. Debian's PyTorch is enough:

    apt-get install python3-torch libopenblas0
    /usr/bin/python3 src/test/python/tutorial_torch.py --data data/mnist --epochs 50 --threads 2

Without libopenblas0 its products may take the reference BLAS, many times slower. --threads is
PyTorch's own; OpenBLAS takes all cores, or OPENBLAS_NUM_THREADS.
"""

import os

import torch
import tutorial


def forward(x, weights, biases):
    """What each layer gives, the last the probabilities."""
    z = []
    for w, b in zip(weights, biases):
        x = torch.addmm(b, x, w)
        x = torch.relu_(x) if w is not weights[-1] else torch.softmax(x, dim=1)
        z.append(x)
    return z


def descend(x, t, weights, biases):
    """One step: the update of a layer follows the last use of its weights."""
    z = forward(x, weights, biases)
    du = z[-1].sub_(t).div_(len(x))
    for layer in reversed(range(len(weights))):
        w, b = weights[layer], biases[layer]
        du_below = torch.mm(du, w.T).mul_(z[layer - 1] > 0) if layer else None
        w.addmm_((z[layer - 1] if layer else x).T, du, alpha=-tutorial.LEARNING_RATE)
        b.sub_(du.sum(dim=0), alpha=tutorial.LEARNING_RATE)
        du = du_below


def score(x, t, weights, biases):
    """Rate of right answers, and mean cross-entropy, from one product over all rows a layer."""
    y = forward(x, weights, biases)[-1]
    rate = (y.argmax(dim=1) == t.argmax(dim=1)).double().mean().item()
    return rate, -(t * y.clamp(min=1e-7).log()).sum().item() / len(x)


def load(folder, split):
    return [torch.from_numpy(array) for array in tutorial.load(folder, split)]


@torch.no_grad()
def main():
    parser = tutorial.parser()
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of PyTorch")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train = load(options.data, "train")
    test = load(options.data, "t10k")
    weights = [torch.from_numpy(w) for w in tutorial.initial_weights()]
    biases = [torch.zeros(w.shape[1], dtype=torch.float64) for w in weights]
    batches = list(zip(*(array.split(tutorial.BATCH_SIZE) for array in train)))

    def evaluate():
        return score(*train, weights, biases), score(*test, weights, biases)

    def train_epoch():
        for x, t in batches:
            descend(x, t, weights, biases)

    tutorial.run(
        options.epochs,
        "PyTorch %s with %d threads, %s"
        % (torch.__version__, torch.get_num_threads(), tutorial.blas_in_use()),
        evaluate,
        train_epoch,
        len(batches),
    )


if __name__ == "__main__":
    main()
