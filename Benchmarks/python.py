#!/usr/bin/env python3
"""The Python package against the program, and against torchvision with torch, by turns; its import; what 10,000 calls leave.

    python Benchmarks/python.py MODEL FOLDER [--files 1000] [--rounds 5] [--peer-python PYTHON] [--calls 10000]

MODEL is a bundle (a ResNet-18 of two classes where there is a peer), FOLDER has pictures, which are taken again where there are
fewer than --files. The package must be there for the Python that runs this: installed, or by PYTHONPATH=python.
Whole processes are compared with whole processes: start, import, loading and reading, of the same pictures. The package beside
the peer is timed from the second batch of 32 on, as the peer is.
"""
import argparse
import itertools
import json
import math
import pathlib
import statistics
import subprocess
import sys
import time

PEER = pathlib.Path(__file__).resolve().parent / "Peer/readings.py"

READ = """
import json, sys, time
import hilum
files = sys.argv[2:]
with hilum.load(sys.argv[1]) as model:
    readings = model.predict(files[:32])
    started = time.perf_counter()
    readings += model.predict(files[32:])
    seconds = time.perf_counter() - started
probabilities = [list(reading.probabilities.values()) for reading in readings]
print(json.dumps({"rate": (len(files) - 32) / seconds, "probabilities": probabilities}))
"""

IMPORT = """
import time
started = time.perf_counter()
import hilum
alone = time.perf_counter() - started
hilum.load
print(alone, time.perf_counter() - started)
"""

CALLS = """
import sys
import hilum

def resident():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024

model, picture, calls = hilum.load(sys.argv[1]), sys.argv[2], int(sys.argv[3])
content = open(picture, "rb").read()
levels = hilum.read(picture)
for call in range(calls):
    if call == calls // 10:
        before = resident()
    model.predict((picture, content, levels)[call % 3], explain="grad-cam" if call % 10 == 0 else None)
print(before, resident())
"""


def timed(line):
    """What a process prints, and its seconds."""
    started = time.perf_counter()
    output = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return output, time.perf_counter() - started


def calibrated(logits, calibration):
    """The probabilities that a bundle of two classes makes of logits."""
    raised = [math.exp(logit / calibration["temperature"]) for logit in logits]
    limit = calibration["probability_limit"]
    return [min(max(value / sum(raised), limit), 1 - limit) for value in raised]


def largest_difference(some, others):
    return max(abs(a - b) for row, other in zip(some, others) for a, b in zip(row, other))


def pictures(folder, count):
    kinds = {".jpeg", ".jpg", ".png", ".dcm"}
    files = sorted(str(file) for file in folder.rglob("*") if file.suffix.lower() in kinds)
    return list(itertools.islice(itertools.cycle(files), count))


def spread(values):
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-python")
    parser.add_argument("--calls", type=int, default=10_000)
    given = parser.parse_args()
    from hilum import program

    files = pictures(given.folder, given.files)
    program_line = [program.find(), "predict", "--model", given.model, "--json", *files]
    package_line = [sys.executable, "-c", READ, given.model, *files]
    peer_line = [given.peer_python, PEER, given.model, *files]
    rates = {"program, whole process": [], "package, whole process": [], "package, reading": [], "peer, reading": []}
    ratios = {"package / program": [], "package / peer": []}
    for _ in range(given.rounds):
        lines, seconds = timed(program_line)
        rates["program, whole process"].append(len(files) / seconds)
        output, package_seconds = timed(package_line)
        package = json.loads(output)
        rates["package, whole process"].append(len(files) / package_seconds)
        rates["package, reading"].append(package["rate"])
        ratios["package / program"].append(seconds / package_seconds)
        if given.peer_python:
            peer = json.loads(timed(peer_line)[0])
            rates["peer, reading"].append(peer["rate"])
            ratios["package / peer"].append(package["rate"] / peer["rate"])
    for name, values in rates.items():
        if values:
            print(f"{name:24} {spread(values)} pictures/s")
    for name, values in ratios.items():
        if values:
            print(f"{name:24} {statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f})")
    said = [list(json.loads(line)["probabilities"].values()) for line in lines.splitlines()]
    print(f"largest difference of a probability from the program's {largest_difference(package['probabilities'], said)}")
    if given.peer_python:
        calibration = json.loads((given.model / "model.json").read_text())["calibration"]
        expected = [calibrated(logits, calibration) for logits in peer["logits"]]
        print(f"from the peer's {largest_difference(package['probabilities'], expected):.2g}")

    imports = [[float(value) for value in timed([sys.executable, "-c", IMPORT])[0].split()] for _ in range(11)]
    alone, all_of_it = (statistics.median(column) for column in zip(*imports))
    print(f"import hilum {alone:.3f} s, with numpy and the library {all_of_it:.3f} s")
    if given.calls:
        before, after = timed([sys.executable, "-c", CALLS, given.model, files[0], str(given.calls)])[0].split()
        print(f"resident after {given.calls // 10} calls {float(before):.1f} MB, after {given.calls} {float(after):.1f} MB")


if __name__ == "__main__":
    main()
