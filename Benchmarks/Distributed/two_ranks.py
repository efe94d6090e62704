#!/usr/bin/env python3
"""Two ranks with a thread each against one process with two threads, by turns, on the same recipe and data.

    python Benchmarks/Distributed/two_ranks.py --data DIR --weights r18.safetensors [--recipe resnet18-frozen] [--turns 3]

Both get the same `batch_size`, of which each rank has half. The figure is that of `history.csv`: training images a second,
validation not included; of each run the median of the epochs after the first. A Markdown table is printed, with the ratio,
and how far the weights of the last turn are apart, and as far as one process with one thread is from it (rounding alone).
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import struct
import subprocess
import tempfile

from array import array

ROOT = pathlib.Path(__file__).resolve().parents[2]


def environment(rank, ranks, port, threads):
    variables = dict(os.environ, OMP_NUM_THREADS=str(threads))
    if ranks > 1:
        variables |= {"RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(ranks),
                      "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    return variables


def train(arguments, output, ranks, threads, port):
    """Trains and returns images a second."""
    command = [arguments.hilum, "train", "--recipe", arguments.recipe, "--data", arguments.data, "--output", output,
               "--device", "cpu", "--stress-pictures", "0", "--set", f"train.epochs={arguments.epochs}",
               "--set", "train.fine_tune=full"]
    command += ["--weights", arguments.weights] if arguments.weights else []
    for change in arguments.set: command += ["--set", change]
    processes = [subprocess.Popen(command, env=environment(rank, ranks, port, threads), stdout=subprocess.DEVNULL,
                                  stderr=None if rank == 0 else subprocess.DEVNULL) for rank in range(ranks)]
    codes = [process.wait() for process in processes]
    if any(codes): raise SystemExit(f"exit codes {codes}")
    rows = list(csv.DictReader(open(f"{output}/history.csv")))
    return statistics.median(float(row["images_per_second"]) for row in rows[1:])


def weights(output):
    """The parameters of a run's bundle, without running statistics."""
    data = pathlib.Path(output, "bundle/model.safetensors").read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        if name == "__metadata__" or entry["dtype"] != "F32" or "running_" in name: continue
        begin, end = entry["data_offsets"]
        tensors[name] = array("f", data[8 + length + begin:8 + length + end])
    return tensors


def distance(left, right):
    return max(abs(a - b) for name in left for a, b in zip(left[name], right[name]))


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--hilum", default=ROOT / ".build/release/hilum")
parser.add_argument("--recipe", default="resnet18-frozen", help="of one stage")
parser.add_argument("--data", required=True)
parser.add_argument("--weights")
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--turns", type=int, default=3)
parser.add_argument("--set", action="append", default=[], help="a change of the recipe")
parser.add_argument("--port", type=int, default=29500)
arguments = parser.parse_args()
arguments.hilum = str(arguments.hilum)

kinds = {"one process, two threads": (1, 2), "two ranks, a thread each": (2, 1)}
figures = {name: [] for name in kinds}
with tempfile.TemporaryDirectory() as folder:
    for turn in range(arguments.turns):
        for number, (name, (ranks, threads)) in enumerate(kinds.items()):
            figures[name].append(train(arguments, f"{folder}/{turn}-{number}", ranks, threads, arguments.port + turn))
    train(arguments, f"{folder}/single", 1, 1, arguments.port)
    one, two, single = (weights(f"{folder}/{run}")
                        for run in (f"{arguments.turns - 1}-0", f"{arguments.turns - 1}-1", "single"))
    apart, rounding = distance(one, two), distance(one, single)

medians = [statistics.median(values) for values in figures.values()]
print("| | images/s | turns |\n|---|---|---|")
for (name, values), median in zip(figures.items(), medians):
    print(f"| {name} | {median:.2f} | {', '.join(f'{value:.2f}' for value in values)} |")
print(f"\nratio {medians[1] / medians[0]:.3f}")
print(f"weights apart by {apart:.1e} at most; of one process with one thread and with two by {rounding:.1e}")
