"""What a training step costs: the model of src/site/markdown/scale.md, and the tables there.

    python3 src/test/python/cost_model.py

Times in seconds, sizes in bytes. D parameters, B rows in a mini-batch, K blocks, E executors of so
many cores each, P = min(K, E cores) tasks.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """A perceptron, and what a row costs one core, forward and back."""

    name: str
    parameters: int
    row: float


@dataclass(frozen=True)
class Machine:
    """What a core and a connection do."""

    block: float  # of a block, beside its rows, for each of D
    update: float  # W = W - lr * dW, for each of D
    barrier: float  # tasks of one JVM waiting for each other, twice a step
    message: float  # CPU time to send one and take it in
    copy: float  # CPU time to send a byte and take it in: calls of the system, copies, sums
    latency: float  # of a round between executors
    bandwidth: float  # bytes a second, of an executor
    job: float  # an empty Spark job on a cluster
    task: float  # what each task adds to it
    driver: float  # bytes a second that the driver reads, adds up and serialises


def compute(machine, network, B, K, P):
    """The longest task: whole blocks, forward and back, and their sum."""
    return math.ceil(K / P) * (
        math.ceil(B / K) * network.row + machine.block * network.parameters
    )


def exchange(machine, D, E):
    """Reduce-scatter and all-gather, for one executor."""
    if E == 1:
        return machine.barrier
    sent = 16 * D * (E - 1) / E
    messages = 2 * (E - 1) * math.ceil(8 * D / E / 65_536)
    wire = max(sent * machine.copy, sent / machine.bandwidth)
    return 2 * machine.latency + messages * machine.message + wire


def allreduce(machine, network, B, K, E, cores=1):
    """A step of --aggregation allreduce."""
    D = network.parameters
    work = compute(machine, network, B, K, min(K, E * cores))
    return work + exchange(machine, D, E) + machine.update * D


def tree(machine, network, B, K, E, cores=1):
    """A step of --aggregation tree: broadcast, treeAggregate of depth 1, update by the driver."""
    D = network.parameters
    P = min(K, E * cores)
    broadcast = 8 * D * (1 / machine.driver + math.ceil(math.log2(E + 1)) / machine.bandwidth)
    results = 8 * D * P / machine.driver
    work = compute(machine, network, B, K, P)
    return machine.job + machine.task * P + work + broadcast + results + machine.update * D


TUTORIAL = Network("784-100-50-10", 84_060, 5.0e-6)
WIDE = Network("784-1024-1024-10", 1_863_690, 205e-6)

# Measured: see the page. Latency is part of a message's time there.
HERE = Machine(
    block=0.26e-9,
    update=0.6e-9,
    barrier=20e-6,
    message=36e-6,
    copy=0.5e-9,
    latency=0.0,
    bandwidth=math.inf,
    job=33e-3,
    task=16e-3,
    driver=1e9,
)

# The same cores, one for each executor, on a network of 10 Gbit/s.
CLUSTER = Machine(**{**vars(HERE), "latency": 100e-6, "bandwidth": 1.1e9})

# Executors on the two cores here, and the best epoch's milliseconds a step.
MEASURED = {1: 0.81, 2: 1.06, 4: 2.75, 8: 7.8}
CORES_HERE = 2


def check():
    print("| executors | model | measured |\n|---|---|---|")
    for executors, measured in MEASURED.items():
        step = allreduce(HERE, TUTORIAL, 100, 8, executors) * max(1, executors / CORES_HERE)
        print(f"| {executors} | {1e3 * step:.2f} | {measured} |")


def predict(network, B, K, executors):
    print(f"\n{network.name}, batches of {B}, {K} blocks:\n")
    print("| executors | `allreduce`, ms | times faster than one | `tree`, ms |\n|---|---|---|---|")
    one = allreduce(CLUSTER, network, B, K, 1)
    for E in executors:
        step = allreduce(CLUSTER, network, B, K, E)
        job = tree(CLUSTER, network, B, K, E)
        print(f"| {E} | {1e3 * step:.2f} | {one / step:.1f} | {1e3 * job:.0f} |")


if __name__ == "__main__":
    check()
    predict(TUTORIAL, 100, 8, [1, 2, 4, 8])
    predict(TUTORIAL, 1600, 64, [1, 4, 16, 64])
    predict(TUTORIAL, 12800, 128, [1, 4, 16, 64, 100])
    predict(WIDE, 1024, 64, [1, 4, 16, 64])
    predict(WIDE, 8192, 128, [1, 4, 16, 64, 100])
