#!/usr/bin/env python3
"""Measures `hilum evaluate` as a whole process against PyTorch with a DataLoader, by turns. Standard library only.

    Benchmarks/evaluate.py --model BUNDLE --weights r18.pth --data DIR --peer-python venv/bin/python

DIR has two class folders with pictures, each linked several times under other names until there are --pictures of them.
Weights are the bundle's network for PyTorch (Benchmarks/Peer/evaluate.py). What a process takes from its start to its end
counts: libraries, the model, decoding, resizing, the network, figures. Processor time is what a busy machine still measures.
"""
import argparse
import datetime
import json
import os
import pathlib
import statistics
import sys
import tempfile

from bench import HILUM, timed
from record import ROOT, described, machine

SUFFIXES = {".jpg", ".jpeg", ".png"}


def link(data, place, count):
    """Links the pictures of class folders into new ones, in turn, until there are `count`."""
    files = sorted(file for file in data.glob("*/*") if file.suffix.lower() in SUFFIXES)
    for index in range(count):
        file = files[index % len(files)]
        (place / file.parent.name).mkdir(exist_ok=True)
        (place / file.parent.name / f"{file.stem}-{index // len(files)}{file.suffix}").symlink_to(file.resolve())
    return len(files)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--weights", type=pathlib.Path, required=True, help="state dict of the same network")
    parser.add_argument("--data", type=pathlib.Path, required=True, help="two class folders")
    parser.add_argument("--peer-python", default=sys.executable, help="the Python that has torch and torchvision")
    parser.add_argument("--precisions", default="f32,bf16,int8")
    parser.add_argument("--pictures", type=int, default=256)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    if not HILUM.exists():
        sys.exit("build Hilum first: make build")
    with tempfile.TemporaryDirectory() as work:
        originals = link(options.data, pathlib.Path(work), options.pictures)
        sides = {"PyTorch f32": [options.peer_python, ROOT / "Benchmarks/Peer/evaluate.py", options.weights, work]}
        for precision in options.precisions.split(","):
            sides[f"Hilum {precision}"] = [
                HILUM, "evaluate", "--model", options.model, "--data", work, "--precision", precision, "--json"]
        kept = {name: [] for name in sides}
        for turn in range(options.turns + 1):  # The first fills caches, and does not count.
            for name, command in sides.items():
                seconds, megabytes, out, processor = timed(command)
                auroc = json.loads(out)["auroc"]
                if turn:
                    kept[name].append((seconds, processor, megabytes, auroc))
                print(f"turn {turn}: {name} {seconds:.2f} s, {processor:.2f} s of processor time", file=sys.stderr)
    print(f"{datetime.date.today()}, {described(machine())}, load {os.getloadavg()[0]:.1f}: {options.pictures} pictures "
          f"({originals} files), {options.turns} turns\n")
    print("| `evaluate` | time | pictures/s | processor time | largest process | AUROC |\n|---|---|---|---|---|---|")
    middle = {name: [statistics.median(values) for values in zip(*rows)] for name, rows in kept.items()}
    peer = middle["PyTorch f32"]
    for name, (seconds, processor, megabytes, auroc) in middle.items():
        print(f"| {name} | {seconds:.2f} s | {options.pictures / seconds:.0f} ({peer[0] / seconds:.1f}×) "
              f"| {processor:.2f} s ({peer[1] / processor:.1f}×) | {megabytes:.0f} MB | {auroc:.4f} |")


if __name__ == "__main__":
    main()
