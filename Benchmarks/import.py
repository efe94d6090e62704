#!/usr/bin/env python3
"""Holds imported models against torchvision: logits within 1e-4, in and out again. Needs torch, torchvision, numpy, Pillow.

    Benchmarks/import.py [--architectures resnet18,resnet50,resnet152]

Each checkpoint has random weights and a head as people keep it: plain, under model_state_dict with `module.`, a row with dropout, one
output. Pictures have the network's size, so that nothing but the network counts. A probability of two classes has the
difference of their logits in it, which is what is compared.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torchvision
from PIL import Image
from torch import nn

from bench import HILUM

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def plain(model, features):
    model.fc = nn.Linear(features, 2)
    return lambda: model.state_dict()


def wrapped(model, features):
    model.fc = nn.Linear(features, 2)
    return lambda: {"epoch": 3, "class_to_idx": {"NORMAL": 0, "PNEUMONIA": 1},
                    "model_state_dict": {f"module.{key}": value for key, value in model.state_dict().items()}}


def row(model, features):
    model.fc = nn.Sequential(nn.Dropout(0.5), nn.Linear(features, 2))
    return lambda: {"state_dict": model.state_dict()}


def sigmoid(model, features):
    model.fc = nn.Linear(features, 1)
    return lambda: model.state_dict()


def hilum(*arguments):
    result = subprocess.run([HILUM, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"hilum {' '.join(map(str, arguments))}: {result.stderr}")
    return result.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--architectures", default="resnet18,resnet50,resnet152")
    options = parser.parse_args()
    torch.manual_seed(7)
    failed = False
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        generator = np.random.default_rng(3)
        pixels = generator.integers(0, 256, (3, 224, 224, 3), dtype=np.uint8)
        pictures = []
        for index, picture in enumerate(pixels):
            pictures.append(work / f"{index}.png")
            Image.fromarray(picture).save(pictures[-1])
        images = (torch.from_numpy(pixels).permute(0, 3, 1, 2) / 255 - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]
        for name in options.architectures.split(","):
            for head in (plain, wrapped, row, sigmoid):
                model = getattr(torchvision.models, name)(weights=None).eval()
                state = head(model, model.fc.in_features)
                for module in model.modules():  # Statistics that are not those of a network that has seen nothing.
                    if isinstance(module, nn.BatchNorm2d):
                        module.running_mean.uniform_(-0.1, 0.1)
                        module.running_var.uniform_(0.8, 1.2)
                model.eval()
                with torch.inference_mode():
                    logits = model(images)
                scale = 4 / logits.abs().max()  # Random networks speak loudly; probabilities must not be 0 or 1.
                with torch.no_grad():
                    for layer in model.fc.modules():
                        if isinstance(layer, nn.Linear):
                            layer.weight *= scale
                            layer.bias *= scale
                with torch.inference_mode():
                    logits = model(images)
                file = work / f"{name}-{head.__name__}.pth"
                torch.save(state(), file)
                bundle = work / f"{name}-{head.__name__}"
                hilum("import", file, "--classes", "NORMAL,PNEUMONIA", "--output", bundle, "--name", name)
                lines = hilum("predict", *pictures, "--model", bundle, "--precision", "f32", "--json").splitlines()
                worst = 0.0
                for answer, row_ in zip(map(json.loads, lines), logits):
                    probabilities = answer["probabilities"]
                    found = math.log(probabilities["PNEUMONIA"] / probabilities["NORMAL"])
                    expected = (row_[1] - row_[0]).item() if len(row_) == 2 else row_[0].item()
                    worst = max(worst, abs(found - expected))
                hilum("export", "--model", bundle, "--pth", work / "out.pth")
                again = getattr(torchvision.models, name)(num_classes=logits.shape[1])
                again.load_state_dict(torch.load(work / "out.pth", weights_only=True), strict=True)
                with torch.inference_mode():
                    back = (again.eval()(images) - logits).abs().max().item()
                failed |= worst > 1e-4 or back > 1e-4 or len(lines) != len(pictures)
                print(f"{name}, {head.__name__}: imported {worst:.1e}, exported again {back:.1e}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
