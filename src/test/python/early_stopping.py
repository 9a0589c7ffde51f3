"""When 10,000 made-up trainings stop and which epoch each keeps, straight from the definitions.

Independent of Lockstep's code: nothing is counted along; every statement about an epoch looks at
all values up to it. Prints, for each series, the last epoch, the kept one, and how often the rate
of `--schedule plateau` falls over the whole series.

    python3 src/test/python/early_stopping.py > src/test/resources/golden/early-stopping.txt
"""

import math

from hashes import uniform


def series(number):
    values = []
    for epoch in range(1, 2 + int(30 * uniform(number, 0))):
        u = uniform(number, epoch)
        values.append(math.nan if u < 0.15 else math.floor(u * 20) if u < 0.7 else 20 * u)
    return values


def is_better(values, epoch, sign):
    """Whether an epoch, from 1, beats every one before it; sign -1 turns higher into lower."""
    before = [sign * v for v in values[: epoch - 1] if not math.isnan(v)]
    value = sign * values[epoch - 1]
    return not math.isnan(value) and all(value < v for v in before)


def main():
    for number in range(10_000):
        values, patience, sign = series(number), 1 + number % 7, -1 if number % 2 else 1
        better = [is_better(values, e, sign) for e in range(1, len(values) + 1)]
        last = next(
            (e for e in range(patience, len(values) + 1) if not any(better[e - patience : e])),
            len(values),
        )
        seen = [sign * v for v in values[:last] if not math.isnan(v)]
        kept = [sign * v for v in values[:last]].index(min(seen)) + 1 if seen else last
        # Runs of epochs that are not better; each loses the rate once for every `patience` of them.
        runs = "".join("b" if is_one else "." for is_one in better).split("b")
        print(last, kept, sum(len(run) // patience for run in runs))


main()
