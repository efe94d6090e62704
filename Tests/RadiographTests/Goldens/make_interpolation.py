"""Goldens of resizing without antialiasing, and of the stored values of a DICOM file from the lowest to the highest.

    python make_interpolation.py        # torch, numpy

Writes interpolation.json: pictures that torch.nn.functional.interpolate makes of noise, and the levels that NumPy makes of
what pydicom reads (DICOM/gray12.stored, by DICOM/make_goldens.py).
"""

import json
import os

import numpy as np
import torch
from torch.nn.functional import interpolate

FOLDER = os.path.dirname(os.path.abspath(__file__))


def noise(seed, count, dtype):
    """Numbers of a linear congruential generator, which the tests have too."""
    state, out, shift = seed, np.empty(count, dtype), 32 - 8 * np.dtype(dtype).itemsize
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = state >> shift
    return out


def case(kind, size, target):
    (width, height), channels = size, 3 if kind == "rgb" else 1
    samples = noise(width, width * height * channels, np.uint16 if kind == "deep" else np.uint8)
    image = torch.from_numpy(samples.astype(np.float32).reshape(height, width, channels)).permute(2, 0, 1)[None]
    scaled = interpolate(image, target[::-1], mode="bilinear", antialias=False, align_corners=False).round()
    expected = scaled[0].permute(1, 2, 0).numpy().astype(int).ravel().tolist()
    return {"kind": kind, "seed": width, "size": size, "target": target, "expected": expected}


sizes = [
    ((97, 61), (12, 9)), ((97, 61), (97, 20)), ((61, 97), (20, 97)), ((20, 20), (7, 9)), ((5, 4), (3, 2)),
    ((3, 2), (13, 10)), ((1, 1), (3, 4)), ((640, 50), (9, 7)),
]
cases = [case(kind, size, target) for size, target in sizes for kind in ("gray", "rgb", "deep")]
stored = np.fromfile(os.path.join(FOLDER, "DICOM", "gray12.stored"), "<u2").astype(float)
levels = ((stored - stored.min()) / (stored.max() - stored.min()) * 255).astype(np.uint8)
with open(os.path.join(FOLDER, "interpolation.json"), "w") as file:
    json.dump({"interpolated": cases, "stored_levels": levels.tolist()}, file, separators=(",", ":"))
    file.write("\n")
