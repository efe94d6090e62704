#!/usr/bin/env python3
"""Full fine-tuning of ResNet-18 at batch 32: Hilum against the same loop in PyTorch eager, by turns.

    python Benchmarks/finetune.py --data DIR --weights r18.pth --peer-python venv/bin/python [--images 512] [--turns 3]

DIR has class folders (or train/CLASS). A subset with as many images of each class is linked into a temporary folder. The
peer has its images decoded in memory before the clock starts and varies none of them, so that nothing but forward,
backward and AdamW is timed; Hilum's figure is that of its real pipeline, with augmentation. Medians of the epochs after
the first, in images a second, and their ratios are printed as a Markdown table.
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HILUM = ROOT / ".build/release/hilum"
VALIDATION = 64

PEER = r'''
import sys, json, time, torch
data, weights, epochs, precision, layout = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
from pathlib import Path
from PIL import Image
import numpy as np
for folder in sys.argv[6:]: sys.path.insert(0, folder)
try:
    import tvfix
except ImportError:
    pass
from torchvision.models import resnet18
files = sorted(Path(data, "train").glob("*/*"))
classes = sorted({f.parent.name for f in files})
pixels = np.stack([np.asarray(Image.open(f).convert("RGB").resize((224, 224), Image.BILINEAR)) for f in files])
x = (torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255 - 0.45) / 0.225
y = torch.tensor([classes.index(f.parent.name) for f in files])
torch.manual_seed(1)
model = resnet18(num_classes=2)
state = {k: v for k, v in torch.load(weights, weights_only=True).items() if not k.startswith("fc.")}
model.load_state_dict(state, strict=False)
if layout == "channels_last":
    model = model.to(memory_format=torch.channels_last); x = x.to(memory_format=torch.channels_last)
optimizer = torch.optim.AdamW(model.parameters(), 1e-4)
loss_function = torch.nn.CrossEntropyLoss()
model.train()
rates = []
for epoch in range(epochs):
    started = time.perf_counter()
    for part in torch.randperm(len(x)).split(32):
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
            loss = loss_function(model(x[part]), y[part])
        loss.item()
        loss.backward()
        optimizer.step()
    rates.append(len(x) / (time.perf_counter() - started))
print(json.dumps(rates))
'''


def subset(source, target, count):
    """Links `count` images for training and a few for validation, as many of each class."""
    source = source / "train" if (source / "train").is_dir() else source
    classes = sorted(p for p in source.iterdir() if p.is_dir())
    for part, first, number in (("train", 0, count), ("val", count, VALIDATION)):
        share = number // len(classes)
        for folder in classes:
            place = target / part / folder.name
            place.mkdir(parents=True)
            start = first // len(classes)
            for file in sorted(folder.iterdir())[start:start + share]:
                (place / file.name).symlink_to(file.resolve())


def ours(data, weights, epochs, precision, output):
    command = [HILUM, "train", "--recipe", "resnet18-frozen", "--data", data, "--output", output, "--weights", weights,
               "--device", "cpu"]
    for change in ("fine_tune=full", f"epochs={epochs}", f"precision={precision}", "optimizer.kind=adamw",
                   "optimizer.lr=1e-4", "flip=0.5", "rotation=7", "crop_scale=0.8", "bootstrap=0", "min_validation=0"):
        command += ["--set", change]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    with open(output / "history.csv") as file:
        return [float(row["images_per_second"]) for row in csv.DictReader(file)]


def theirs(python, data, weights, epochs, precision, layout, folders):
    done = subprocess.run([python, "-c", PEER, data, weights, str(epochs), precision, layout, *folders],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--weights", required=True, help="a ResNet-18 state dict")
    parser.add_argument("--peer-python", required=True, help="a Python with torch and torchvision")
    parser.add_argument("--peer-path", action="append", default=[], help="a folder for the peer's module path")
    parser.add_argument("--images", type=int, default=512)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--turns", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder, "data")
        subset(arguments.data, data, arguments.images)
        sides = {}
        for precision in ("f32", "bf16"):
            sides[f"Hilum {precision}"] = lambda turn, p=precision: ours(
                data, arguments.weights, arguments.epochs, p, pathlib.Path(folder, f"{p}-{turn}"))
            for layout in ("contiguous", "channels_last"):
                sides[f"PyTorch {precision} {layout}"] = lambda turn, p=precision, l=layout: theirs(
                    arguments.peer_python, str(data), arguments.weights, arguments.epochs, p, l, arguments.peer_path)
        rates = {name: [] for name in sides}
        for turn in range(arguments.turns):
            for name, side in sides.items():
                rates[name] += side(turn)[1:]
                print(f"turn {turn + 1}: {name} {rates[name][-1]:.1f} images/s", file=sys.stderr)
        base = statistics.median(rates["PyTorch f32 contiguous"])
        print("| side | images/s | against PyTorch f32 |\n|---|---|---|")
        for name, values in rates.items():
            rate = statistics.median(values)
            print(f"| {name} | {rate:.1f} | {rate / base:.2f} |")


if __name__ == "__main__":
    main()
