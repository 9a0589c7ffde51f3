"""The coefficients of Gelu.java, and figures to hold it against, in 60 digits.

    python3 src/test/python/golden_gelu.py      # prints the coefficients, writes src/test/resources/golden/gelu.json

Debian: apt-get install python3-mpmath. M(a) = (1 - Phi(a)) / phi(a), Mills' ratio of the normal distribution;
M(a) (a + 4) for a >= 0 is a Chebyshev series in (a - 4) / (a + 4), as in Schonfelder, Chebyshev expansions
for the error and related functions, Mathematics of Computation 32 (1978).
"""

import json
import pathlib

import mpmath as mp

mp.mp.dps = 60
NODES = 80
TERMS = 22


def mills(a):
    return mp.sqrt(mp.pi / 2) * mp.erfc(a / mp.sqrt(2)) * mp.exp(a * a / 2)


def series():
    """By the discrete cosine transform of its values at the nodes; NODES terms are exact to 1e-25."""
    nodes = [mp.cos(mp.pi * (j + mp.mpf(1) / 2) / NODES) for j in range(NODES)]
    values = [mills(4 * (1 + t) / (1 - t)) * (4 * (1 + t) / (1 - t) + 4) for t in nodes]
    return [
        (1 if k == 0 else 2) * sum(v * mp.cos(mp.pi * k * (j + mp.mpf(1) / 2) / NODES) for j, v in enumerate(values)) / NODES
        for k in range(TERMS)
    ]


def figures():
    points = [mp.mpf(i) / 8 for i in range(-80, 81)] + [mp.mpf(x) for x in (-38, -20, -1e-8, 1e-300, 15, 38)]
    result = {"u": [], "z": [], "derivative": []}
    for u in points:
        phi = mp.exp(-u * u / 2) / mp.sqrt(2 * mp.pi)
        cdf = mp.erfc(-u / mp.sqrt(2)) / 2
        result["u"].append(float(u))
        result["z"].append(float(u * cdf))
        result["derivative"].append(float(cdf + u * phi))
    return result


if __name__ == "__main__":
    for c in series():
        print(repr(float(c)))
    path = pathlib.Path(__file__).parents[1] / "resources/golden/gelu.json"
    path.write_text(json.dumps(figures(), indent=1) + "\n")
