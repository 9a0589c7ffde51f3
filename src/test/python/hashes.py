"""The hash of tables.md, and the permutation that is made of it, for the programs of this folder."""

MASK = 2**64 - 1


def hash64(*numbers):
    """hash(a, b ...) = mix(hash(a ...) + b + G): the finaliser of SplitMix64."""
    z = 0
    for number in numbers:
        z = (z + number + 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
    return z


def uniform(*numbers):
    """The hash as a fraction, from 0 to below 1."""
    return (hash64(*numbers) >> 11) * 2.0**-53


def place(row, size, *key):
    """Where a row of so many stands in the permutation of a key: a Feistel network of eight rounds."""
    half = 1
    while 4**half < size:
        half += 1
    keys = [hash64(*key, number) for number in range(8)]
    x = row
    while True:
        left, right = x >> half, x % 2**half
        for round_key in keys:
            left, right = right, left ^ hash64(round_key ^ right) % 2**half
        x = (left << half) + right
        if x < size:
            return x
