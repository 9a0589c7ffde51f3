"""Initial weights as numpy draws them: W1, W2 of a network of 6, 5 and 3 after numpy.random.seed(8).

    python3 src/test/python/golden_initial.py      # writes src/test/resources/golden/initial.json
"""

import json
import pathlib

import numpy as np

KINDS = {
    "glorot-uniform": (False, lambda i, o: np.sqrt(6 / (i + o))),
    "glorot-normal": (True, lambda i, o: np.sqrt(2 / (i + o))),
    "he-uniform": (False, lambda i, o: np.sqrt(6 / i)),
    "he-normal": (True, lambda i, o: np.sqrt(2 / i)),
}


def weights(normal, size):
    np.random.seed(8)
    return [
        (size(i, o) * np.random.randn(i, o) if normal else 2 * size(i, o) * np.random.rand(i, o) - size(i, o)).tolist()
        for i, o in ((6, 5), (5, 3))
    ]


if __name__ == "__main__":
    result = {name: weights(*kind) for name, kind in KINDS.items()}
    np.random.seed(42)
    result["normals_of_seed_42"] = np.random.randn(2000)[[0, 1, 2, 1000, 1999]].tolist()
    path = pathlib.Path(__file__).parents[1] / "resources/golden/initial.json"
    path.write_text(json.dumps(result, indent=1) + "\n")
