#!/usr/bin/env python3
"""A stand-in for the program: the commands that a site uses, on pictures that are read as numbers.

A picture is a text file with one number; the "network" is one of two outputs on that number, and learns by a few steps
of gradient descent from where it began. So a federation can be followed by hand, and runs in seconds.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

CLASSES = ["NORMAL", "PNEUMONIA"]
HEAD = ("head.weight", "head.bias")


def rows(data: Path) -> list[dict[str, str]]:
    if (data / "samples.csv").exists():
        with (data / "samples.csv").open(newline="") as file:
            return list(csv.DictReader(file))
    return [
        {"path": str(path.relative_to(data)), "label": path.parent.name, "patient": path.stem.split("_")[0]}
        for path in sorted(data.rglob("*.txt"))]


def numbers(data: Path, own: list[dict[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    values = np.array([float((data / row["path"]).read_text()) for row in own])
    return values, np.array([CLASSES.index(row["label"]) for row in own])


def split(options: argparse.Namespace) -> None:
    output, source = Path(options.output), Path(options.data)
    if not source.is_dir():
        sys.exit(f"hilum: {source} is not there")
    output.mkdir(parents=True)
    with (output / "samples.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "label", "patient", "split"])
        for row in rows(source):
            part = ["train", "train", "train", "val", "test"][
                int(hashlib.sha256(row["patient"].encode()).hexdigest(), 16) % 5]
            link = output / part / row["label"] / Path(row["path"]).name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to((source / row["path"]).resolve())
            table.writerow([link.relative_to(output), row["label"], row["patient"], part])


def report(tensors: dict[str, np.ndarray], data: Path, part: str | None) -> dict[str, float]:
    own = [row for row in rows(data) if part is None or row.get("split") == part]
    values, truths = numbers(data, own)
    scores = values * (tensors[HEAD[0]][1, 0] - tensors[HEAD[0]][0, 0])
    positive, negative = scores[truths == 1], scores[truths == 0]
    auroc = float((positive[:, None] > negative[None]).mean()) if len(positive) and len(negative) else 0.5
    return {"auroc": auroc, "balanced_accuracy": auroc, "sensitivity": auroc, "specificity": auroc, "ece": 0.1}


def train(options: argparse.Namespace) -> None:
    data, run = Path(options.data), Path(options.output)
    changes = dict(change.split("=", 1) for change in options.set)
    tensors = {
        "backbone.weight": np.arange(6, dtype=np.float32), "head.bias": np.zeros(2, np.float32),
        "head.weight": np.array([[0.1], [-0.1]], np.float32), "head.batches": np.array(0, np.int64)}
    if options.weights:
        bundle = Path(options.weights)
        listed = json.loads((bundle / "model.json").read_text())["files"]["model.safetensors"]
        if hashlib.sha256((bundle / "model.safetensors").read_bytes()).hexdigest() != listed:
            sys.exit("hilum: the bundle's weights are not those it was written with")
        tensors = load_file(bundle / "model.safetensors")
    start = tensors["head.weight"].copy()
    own = rows(data)
    values, truths = numbers(data, [row for row in own if row["split"] == "train"])
    for _ in range(int(changes.get("train.epochs", 1))):
        logits = values[:, None] * tensors["head.weight"][:, 0] + tensors["head.bias"]
        chances = np.exp(logits) / np.exp(logits).sum(1, keepdims=True) - np.eye(2)[truths]
        pull = float(changes.get("train.proximal", 0)) * (tensors["head.weight"] - start)
        slope = (chances.T @ values / len(values))[:, None] + pull
        tensors["head.weight"] -= np.float32(0.5) * slope.astype(np.float32)
        tensors["head.bias"] -= np.float32(0.5) * chances.mean(0).astype(np.float32)
    tensors["head.batches"] = np.array(int(tensors["head.batches"]) + 1, np.int64)
    (run / "bundle").mkdir(parents=True)
    (run / "checkpoints").mkdir()
    save_file({f"model/{key}": tensors[key] for key in (*HEAD, "head.batches")}, run / "checkpoints/last.safetensors")
    save_file(tensors, run / "bundle/model.safetensors")
    images = {part: {name: sum(row["split"] == part and row["label"] == name for row in own) for name in CLASSES}
              for part in ("train", "val", "test")}
    (run / "bundle/model.json").write_text(json.dumps({
        "classes": CLASSES, "data": {"name": data.name, "images": images}, "metrics": {},
        "calibration": {"temperature": 2}, "operating_point": {"threshold": 0.4},
        "files": {"model.safetensors": hashlib.sha256((run / "bundle/model.safetensors").read_bytes()).hexdigest()}}))
    (run / "metrics.json").write_text(json.dumps({"validation": report(tensors, data, "val")}))


def evaluate(options: argparse.Namespace) -> None:
    tensors = load_file(Path(options.model) / "model.safetensors")
    print(json.dumps({**report(tensors, Path(options.data), "test"), "n": 1}))


def calibrate(options: argparse.Namespace) -> None:
    model, output = Path(options.model), Path(options.output)
    output.mkdir(parents=True)
    for name in ("model.json", "model.safetensors"):
        (output / name).write_bytes((model / name).read_bytes())


def check(options: argparse.Namespace) -> None:
    print(json.dumps({"classes": CLASSES}))


def main() -> None:
    words = sys.argv[1:]
    command = words.pop(0)
    if command == "data":
        command = words.pop(0)
    parser = argparse.ArgumentParser()
    if command in ("split", "check"):
        parser.add_argument("data")
    else:
        parser.add_argument("--data")
    parser.add_argument("--set", action="append", default=[])
    for name in ("model", "recipe", "weights", "output", "val", "test", "device", "stress-pictures"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--json", action="store_true")
    {"split": split, "check": check, "train": train, "evaluate": evaluate, "calibrate": calibrate}[command](
        parser.parse_args(words))


if __name__ == "__main__":
    main()
