#!/usr/bin/env python3
"""Writes the goldens of StressTests with the package medmnistc itself, beside this file.

    python make_stress.py

Requirements: medmnistc 0.1.0 (with the NumPy, Pillow, OpenCV, scikit-image, SciPy, torch and torchvision that it asks
for). Made with NumPy 2.4.6, Pillow 13.0.0, scikit-image 0.23.2, torch 2.15.0, torchvision 0.29.2. Its motion blur needs
ImageMagick, which no chest battery does: it is left out where it is missing.

gray.png, color.png   the picture, and below it what every cell without randomness makes of it, in the order of stress.json
stress.json           the cells' names; the noise that the package drew for a small picture, with what it made of it; mean,
                      variance and share of changed pixels of noise on even fields
"""

import json
import pathlib
import sys
import types

import numpy as np
from PIL import Image

try:
    import wand.image  # noqa: F401
except ImportError:
    for name, members in {"wand": {}, "wand.image": {"Image": object}, "wand.api": {"library": None}}.items():
        module = types.ModuleType(name)
        vars(module).update(members)
        sys.modules[name] = module

from medmnistc.corruptions.registry import CORRUPTIONS_DS  # noqa: E402

HERE = pathlib.Path(__file__).parent
BATTERY = CORRUPTIONS_DS["pneumoniamnist"]
NOISES = ["gaussian_noise", "speckle_noise", "impulse_noise", "shot_noise"]


def generator(seed, count):
    """Bytes of a linear congruential generator."""
    state, out = seed, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out.append(state >> 24)
    return np.array(out, np.int64)


def film(width, height, channels):
    """Something like a chest: two dark fields on a bright middle, a black rim, a white patch, grain."""
    y, x = np.mgrid[0:height, 0:width]
    lungs = sum(np.exp(-(((x / width - c) / 0.13) ** 2) - ((y / height - 0.5) / 0.28) ** 2) for c in (0.28, 0.72))
    level = 190 - 140 * lungs - 60 * (y / height - 0.5) ** 2
    planes = []
    for channel in range(channels):
        grain = generator(7 + channel, width * height).reshape(height, width) % 24
        plane = level * (1 - 0.15 * channel) + grain - 12
        plane[:3], plane[:, :2], plane[6:14, width - 12 : width - 4] = 0, 0, 255
        planes.append(np.clip(plane, 0, 255).astype(np.uint8))
    return planes[0] if channels == 1 else np.stack(planes, axis=2)


def corrupted(kind, severity, picture, rng=None):
    """What the package's DatasetManager makes of a picture, grey where the picture is."""
    corruption = BATTERY[kind]
    corruption.rng = rng
    image = Image.fromarray(corruption.apply(Image.fromarray(picture).convert("RGB"), severity - 1))
    return np.array(image.convert("L") if picture.ndim == 2 else image)


def strips(name, picture, severities):
    """Writes the picture and its corruptions one below the other; returns the cells."""
    cells = [(kind, severity) for kind in BATTERY if kind not in NOISES for severity in severities]
    stacked = np.concatenate([picture] + [corrupted(kind, severity, picture) for kind, severity in cells])
    Image.fromarray(stacked).save(HERE / name, optimize=True)
    return {"file": name, "height": picture.shape[0], "cells": [list(cell) for cell in cells]}


def same_noise(kind, severity):
    """The package's result for a picture of 14 x 10, and the numbers that it drew for it, sample by sample."""
    picture = film(14, 10, 1)
    shape = (*picture.shape, 3)
    parameter = BATTERY[kind].severity_params[severity - 1]
    if kind == "impulse_noise":
        result = corrupted(kind, severity, picture, np.random.default_rng(5))
        rng = np.random.default_rng(5)
        flipped, white = rng.random(shape) <= parameter, rng.random(shape) <= 0.5
        field = np.where(flipped, np.where(white, 1, -1), 0)
    else:
        np.random.seed(5)
        result = corrupted(kind, severity, picture)
        np.random.seed(5)
        if kind == "shot_noise":
            field = np.random.poisson(np.repeat(picture[..., None], 3, axis=2) / 255.0 * parameter)
        else:
            field = np.random.normal(size=shape, scale=parameter)
    return {
        "kind": kind,
        "parameter": parameter,
        "picture": picture.ravel().tolist(),
        "field": field.ravel().tolist(),
        "expected": result.ravel().tolist(),
    }


def distributions(kind, severity, side=256):
    """Mean, variance and share of changed pixels for even fields of some levels."""
    np.random.seed(11)
    rng = np.random.default_rng(11)
    levels = [0, 6, 40, 100, 160, 220, 255]
    rows = []
    for level in levels:
        result = corrupted(kind, severity, np.full((side, side), level, np.uint8), rng).astype(np.float64)
        rows.append([level, result.mean(), result.var(), (result != level).mean()])
    return {"kind": kind, "severity": severity, "pixels": side * side, "rows": rows}


everything = range(1, 6)
goldens = {
    "strips": [strips("gray.png", film(61, 50, 1), everything), strips("color.png", film(36, 34, 3), [1, 5])],
    "same_noise": [same_noise(kind, 5) for kind in NOISES],
    "distributions": [distributions(kind, severity) for kind in NOISES for severity in everything],
    "parameters": {kind: list(BATTERY[kind].severity_params)[:5] for kind in BATTERY},
}
(HERE / "stress.json").write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
