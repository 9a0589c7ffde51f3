"""A gigabyte of CSV: what does it take to read, pack and learn it once, of numbers alone and with
five columns of a thousand words, and how does it compare with another revision?

    python3 src/test/python/large_table.py [--against CHECKOUT] [--bytes 1e9] [--rounds 3]

Both tables have 20 columns and two classes; their rows repeat every 600,000. Whole processes are
timed in turn, with one recipe. CHECKOUT is another revision's, which reads the numbers alone. All
runs of a table must end with the same parameters. Adds what was measured to
src/test/benchmark-results.

Needs numpy.
"""

import argparse
import datetime
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

import results

ROOT = pathlib.Path(__file__).resolve().parents[3]
ROWS, PARTS, COLUMNS, LEVELS = 100_000, 6, 20, 1000
RECIPE = "--label label --hidden 16 --learning-rate 0.01 --batch-size 1000 --epochs 1"
RECIPE += " --aggregation allreduce"

# What a revision without conf/table.properties does by itself.
NO_DEFAULTS = "--optimizer sgd --init uniform --l2 0 --schedule constant --shuffle=false"


def write(path, words, size):
    """The table with so many columns of words, of at least so many bytes; how many rows it has."""
    random = np.random.default_rng(5)
    parts = []
    for _ in range(PARTS):
        x = random.normal(size=(ROWS, COLUMNS)).round(6)
        y = (x[:, 0] + x[:, 1] * x[:, 2] > 0).astype(int)
        levels = random.integers(0, LEVELS, size=(ROWS, words))
        lines = (
            [repr(number) for number in row[: COLUMNS - words]]
            + [f"lev{level:06d}" for level in chosen]
            + [str(label)]
            for row, chosen, label in zip(x.tolist(), levels.tolist(), y.tolist())
        )
        parts.append("".join(",".join(line) + "\n" for line in lines))
    written, rows = 0, 0
    with open(path, "w") as file:
        file.write(",".join(f"x{j}" for j in range(COLUMNS)) + ",label\n")
        while written < size:
            written += file.write(parts[rows // ROWS % PARTS])
            rows += ROWS
    return rows


def train(checkout, table, out):
    """Seconds of the whole process, and the hash of the parameters."""
    command = [checkout / "submit.sh", "--master", "local[2]", "--driver-memory", "6g", "train"]
    command += ["--data", table, "--out", out, "--overwrite", *RECIPE.split()]
    if (checkout / "conf/table.properties").exists():
        command += NO_DEFAULTS.split()
    start = time.time()
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return time.time() - start, run.stderr.splitlines()[-1]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--against", type=pathlib.Path)
    options.add_argument("--bytes", type=float, default=1e9)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    began = datetime.datetime.now(datetime.timezone.utc)

    with tempfile.TemporaryDirectory() as temporary:
        temporary = pathlib.Path(temporary)
        print("Making the tables ...", file=sys.stderr)
        numbers, words = temporary / "numbers.csv", temporary / "words.csv"
        rows = {numbers: write(numbers, 0, chosen.bytes), words: write(words, 5, chosen.bytes)}
        runs = {"numbers": (ROOT, numbers), "five columns of words": (ROOT, words)}
        if chosen.against:
            other = chosen.against.resolve()
            runs = {f"numbers, {results.revision(other)[:7]}": (other, numbers)} | runs
        for checkout, _ in runs.values():
            subprocess.run([checkout / "submit.sh", "--version"], check=True, capture_output=True)
        seconds, hashes = {name: [] for name in runs}, {numbers: set(), words: set()}
        for _ in range(chosen.rounds):  # in turn, since the machine is not ours alone
            for name, (checkout, table) in runs.items():
                took, parameters = train(checkout, table, temporary / "run")
                seconds[name].append(took)
                hashes[table].add(parameters)
                print(f"{name}: {took:.1f} s", file=sys.stderr)
        lines = [
            *results.head(
                f"{chosen.bytes / 1e9:g} GB of CSV read, packed and learned once: 20 columns, local[2]",
                began,
                results.revision(ROOT),
                json.loads((temporary / "run/run.json").read_text()),
            ),
            "| table | rows | seconds | of the first |",
            "|---|---|---|---|",
        ]
        first = next(iter(seconds.values()))
        for name, took in seconds.items():
            ratios = statistics.median(a / b for a, b in zip(took, first))
            spread = f"{statistics.median(took):.1f} ({min(took):.1f} to {max(took):.1f})"
            lines.append(f"| {name} | {rows[runs[name][1]]:,} | {spread} | {ratios:.3f} |")
        same = all(len(found) == 1 for found in hashes.values())
        lines += ["", f"All runs of a table end with {'the same' if same else 'DIFFERENT'} parameters."]
    text = "\n".join(lines) + "\n"
    page = ROOT / f"src/test/benchmark-results/{began:%Y-%m-%d}-large-table.md"
    with open(page, "a") as file:
        file.write(("\n" if file.tell() else "") + text)
    print(text)
    sys.exit(0 if same else 1)


main()
