"""Ten times MNIST on a standalone cluster: does an epoch's time grow with the rows, and what if the
rows do not fit in memory?

    python3 src/test/python/large_data.py [--data data/mnist] [--executors 2]

Makes 600,000 training rows of MNIST's 60,000: all images as they are, then all of them shifted by
one pixel in the eight directions (zeros come in), then all shifted by two pixels to the right; plain
and gzipped. The test set is MNIST's. Trains one and the same network on a tenth of them, on half and
on all, with executors of one core and 1 GB, and once more with so little of it for Spark that blocks
lie on disk. Every run walks over as many rows, and the second half of its epochs counts, so that the
JIT has done as much. Adds what was measured to src/test/benchmark-results.

Needs numpy, and a build (./submit.sh --version).
"""

import argparse
import csv
import datetime
import gzip
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[3]
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
SHIFTS = [(0, 0), (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1), (0, 2)]


def unpacked(source, name):
    with gzip.open(source / f"{name}.gz") as file:
        return file.read()


def shifted(images, down, right):
    """The images moved by so many pixels, zeros at the edge that they leave."""
    moved = np.zeros_like(images)
    rows, columns = images.shape[1:]
    moved[:, max(down, 0) : rows + min(down, 0), max(right, 0) : columns + min(right, 0)] = images[
        :, max(-down, 0) : rows + min(-down, 0), max(-right, 0) : columns + min(-right, 0)
    ]
    return moved


def write_data(source, folder, shifts, pack):
    """The four IDX files, with the training set once for each shift."""
    folder.mkdir()
    for name in ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
        shutil.copy(source / f"{name}.gz", folder)
    images = np.frombuffer(unpacked(source, IMAGES), np.uint8, offset=16).reshape(-1, 28, 28)
    labels = unpacked(source, LABELS)[8:]
    items = len(images) * len(shifts)
    end = ".gz" if pack else ""

    def opened(path):
        return gzip.open(path, "wb", 1) if pack else open(path, "wb")

    with opened(folder / (IMAGES + end)) as file:
        file.write(np.array([0x803, items, 28, 28], ">u4").tobytes())
        for shift in shifts:
            file.write(shifted(images, *shift).tobytes())
    with opened(folder / (LABELS + end)) as file:
        file.write(np.array([0x801, items], ">u4").tobytes())
        file.write(labels * len(shifts))


class Cluster:
    """A master and workers, until it is left."""

    def __init__(self, workers):
        self.workers = workers

    def __enter__(self):
        self.process = subprocess.Popen(
            [ROOT / "src/cluster/start.sh", str(self.workers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.master = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def train(cluster, data, out, aggregation, epochs, settings=()):
    """Seconds of each epoch, and the hash of the parameters."""
    conf = [
        f"spark.cores.max={cluster.workers}",
        "spark.executor.memory=1g",
        "spark.driver.host=127.0.0.1",
        "spark.driver.bindAddress=127.0.0.1",
        "spark.ui.enabled=false",
        *settings,
    ]
    command = [ROOT / "submit.sh", "--master", cluster.master]
    command += [word for setting in conf for word in ("--conf", setting)]
    command += ["train", "--data", data, "--out", out, "--aggregation", aggregation]
    command += ["--batch-size", "1000", "--epochs", str(epochs)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    with open(out / "history.csv") as file:
        seconds = [float(row["seconds"]) for row in csv.DictReader(file)]
    return seconds[1:], run.stderr.splitlines()[-1]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=pathlib.Path, default=ROOT / "data/mnist")
    options.add_argument("--executors", type=int, default=2)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--epochs", type=int, default=6, help="of 600,000 rows")
    chosen = options.parse_args()
    for name in list(os.environ):
        if name.startswith("SPARK_"):
            del os.environ[name]
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    began = datetime.datetime.now(datetime.timezone.utc)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    lines = [
        f"# Ten times MNIST, allreduce, {chosen.executors} executors of one core and 1 GB, batch 1000",
        "",
        f"- Time: {began:%Y-%m-%dT%H:%M:%S} UTC",
        f"- {os.cpu_count()} cores; load when it began {os.getloadavg()[0]:.1f}",
        f"- Commit: {commit}",
        "",
        "| rows | files | seconds an epoch | microseconds a row |",
        "|---|---|---|---|",
    ]

    def row(rows, files, seconds):
        middle = statistics.median(seconds)
        spread = f"{middle:.2f} ({min(seconds):.2f} to {max(seconds):.2f})"
        lines.append(f"| {rows:,} | {files} | {spread} | {1e6 * middle / rows:.2f} |")
        print(lines[-1], flush=True)
        return middle / rows

    with tempfile.TemporaryDirectory() as temporary, Cluster(chosen.executors) as cluster:
        temporary = pathlib.Path(temporary)
        print("Making the data ...", file=sys.stderr)
        write_data(chosen.data, temporary / "gzip", SHIFTS, pack=True)
        sizes = {1: "tenth", 5: "half", 10: "all"}
        for times, name in sizes.items():
            write_data(chosen.data, temporary / name, SHIFTS[:times], pack=False)
        seconds = {times: [] for times in sizes}
        for n in range(chosen.rounds):  # in turn, since the machine is not ours alone
            for times, name in sizes.items():
                epochs = chosen.epochs * 10 // times
                took, plain_hash = train(
                    cluster, temporary / name, temporary / f"run-{name}-{n}", "allreduce", epochs
                )
                seconds[times] += took[epochs // 2 :]
        per_row = {t: row(60_000 * t, "plain", took) for t, took in seconds.items()}
        took, gzip_hash = train(
            cluster, temporary / "gzip", temporary / "run-gzip", "allreduce", chosen.epochs
        )
        row(600_000, "gzip", took[chosen.epochs // 2 :])
        took, disk_hash = train(
            cluster,
            temporary / "all",
            temporary / "run-disk",
            "allreduce",
            chosen.epochs,
            ["spark.memory.fraction=0.05"],
        )
        row(
            600_000,
            "plain, blocks on disk (`spark.memory.fraction=0.05`)",
            took[chosen.epochs // 2 :],
        )
        same = plain_hash == gzip_hash == disk_hash
        lines.append("")
        lines.append(
            f"A row in 600,000 takes {per_row[10] / per_row[5]:.3f} times as long as one in 300,000,"
            f" and {per_row[10] / per_row[1]:.3f} times as long as one in 60,000, whose epochs have"
            f" a larger share of what each takes at its ends (medians). The runs of 600,000 rows end"
            f" with {'the same' if same else 'DIFFERENT'} parameters: {plain_hash}."
        )
    results = ROOT / f"src/test/benchmark-results/{began:%Y-%m-%d}-large-data.md"
    text = "\n".join(lines) + "\n"
    with open(results, "a") as file:
        file.write(("\n" if file.tell() else "") + text)
    print(text)
    sys.exit(0 if same else 1)


main()
