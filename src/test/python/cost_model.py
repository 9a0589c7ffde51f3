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
    """Reduce-scatter and all-gather: (messages' time, bytes' time, waiting) of an executor."""
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
