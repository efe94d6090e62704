#!/usr/bin/env python3
"""Measures Hilum on this machine, against a Python peer where one is given. Standard library only.

    make bench                                                    Hilum alone, on the demonstration data
    make bench BENCH="--peer DIR --peer-python venv/bin/python --weights r18.pth --data DIR"      in alternation with the peer

The peer is a folder with train.py DATA EPOCHS WEIGHTS and predict.py WEIGHTS IMAGE (torchvision, the usual way). Both sides
get the same files and the same weights, run by turns, and the medians and their ratio are printed as a Markdown table.
The weights are a ResNet-18 state dict without a head, or with one that is ignored.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HILUM = ROOT / ".build/release/hilum"


def run(command):
    """Runs a command; returns its seconds, its largest process's peak memory in MB, its stdout, and its processor seconds."""
    started = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, error = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{error}")
    # Of all children so far; measured in a process of its own by `timed`.
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_maxrss / 1024, out, used.ru_utime + used.ru_stime


def timed(command):
    """Like run, in a fresh process, so that memory and processor time are this command's alone."""
    code = f"import sys, json; sys.path.insert(0, {str(ROOT / 'Benchmarks')!r}); import bench; " \
           f"print(json.dumps(bench.run({[str(part) for part in command]!r})))"
    return json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def alternate(ours, theirs, runs):
    """Medians (seconds, MB) of both commands, run by turns after one warm-up each, and their last output."""
    sides = [side for side in (ours, theirs) if side]
    samples = [[] for _ in sides]
    for turn in range(runs + 1):
        for kept, side in zip(samples, sides):
            measured = timed(side)
            if turn or runs == 1:
                kept.append(measured)
    medians = [(statistics.median(s[0] for s in kept), statistics.median(s[1] for s in kept), kept[-1][2])
               for kept in samples]
    return medians if theirs else medians + [None]


def row(name, ours, theirs):
    """A line of the table: seconds and megabytes of both sides, and the ratio."""
    if theirs is None:
        return f"| {name} | {ours[0]:.2f} s, {ours[1]:.0f} MB | – | – |"
    return (f"| {name} | {ours[0]:.2f} s, {ours[1]:.0f} MB | {theirs[0]:.2f} s, {theirs[1]:.0f} MB "
            f"| {theirs[0] / ours[0]:.1f}× faster, {theirs[1] / ours[1]:.1f}× smaller |")


def machine():
    """The processor's name and the number of its cores that we may use."""
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {len(os.sched_getaffinity(0))} cores"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", type=pathlib.Path, help="folder with the peer's train.py and predict.py")
    parser.add_argument("--peer-python", default=sys.executable, help="the Python that has torch and torchvision")
    parser.add_argument("--weights", type=pathlib.Path, help="ResNet-18 state dict for both sides")
    parser.add_argument("--peer-train-weights", type=pathlib.Path, help="the same with a 1,000-class fc, for train.py")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "demo/data", help="folder with train/ and test/")
    parser.add_argument("--model", type=pathlib.Path, help="bundle to predict with (default: the one trained here)")
    parser.add_argument("--image", type=pathlib.Path, help="picture to predict (default: the first of the test data)")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of the short measurements")
    parser.add_argument("--train-runs", type=int, default=1, help="counted runs of the training")
    options = parser.parse_args()
    if not HILUM.exists():
        sys.exit("build Hilum first: make build")

    commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout
    print(f"{datetime.date.today()}, commit {commit.strip()}, {machine()}\n")
    print("| | Hilum | PyTorch peer | ratio |\n|---|---|---|---|", flush=True)
    peer = lambda *words: [options.peer_python, *words] if options.peer else None

    with tempfile.TemporaryDirectory() as work:
        if options.weights:
            run_folder = pathlib.Path(work) / "run"
            ours, theirs = [], []
            for turn in range(options.train_runs):
                folder = f"{run_folder}-{turn}"
                ours.append(timed([HILUM, "train", "--recipe", "resnet18-frozen", "--data", options.data, "--output",
                                   folder, "--weights", options.weights]))
                if options.peer:
                    theirs.append(timed(peer(options.peer / "train.py", options.data, "3",
                                             options.peer_train_weights or options.weights)))
            middle = lambda kept: (statistics.median(s[0] for s in kept), statistics.median(s[1] for s in kept))
            print(row("`train --recipe resnet18-frozen`, 3 epochs", middle(ours), middle(theirs) if theirs else None))
            report = json.loads(pathlib.Path(f"{run_folder}-0/metrics.json").read_text())["test"]
            print(f"| its test AUROC | {report['auroc']:.4f} | {theirs[0][2].strip().splitlines()[-1] if theirs else '–'} | |",
                  flush=True)
            options.model = options.model or pathlib.Path(f"{run_folder}-0/bundle")
        model = options.model or ROOT / "demo/run/bundle"
        image = options.image or next(iter(sorted(options.data.glob("test/*/*.jpeg"))))
        ours, theirs = alternate([HILUM, "predict", "--model", model, image, "--json"],
                                 peer(options.peer / "predict.py", options.weights, image) if options.peer else None,
                                 options.runs)
        print(row("`predict`, one image, cold process", ours, theirs))


if __name__ == "__main__":
    main()
