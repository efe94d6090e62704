#!/usr/bin/env python3
"""Makes outlines.json with NumPy and SciPy: Dice, IoU and mean symmetric boundary distance of pairs of masks.

python3 make_outlines.py (numpy, scipy), in this folder.
"""
import json
from pathlib import Path

import numpy as np
from scipy import ndimage

WIDTH, HEIGHT = 40, 32
random = np.random.default_rng(14)
ys, xs = np.mgrid[:HEIGHT, :WIDTH]


def ellipse(x, y, a, b):
    return ((xs - x) / a) ** 2 + ((ys - y) / b) ** 2 <= 1


def blob():
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for _ in range(random.integers(1, 4)):
        x, y, a, b = random.uniform([0, 0, 2, 2], [WIDTH, HEIGHT, 14, 12])
        mask |= ellipse(x, y, a, b)
    return mask


def boundary(mask):
    return mask & ~ndimage.binary_erosion(mask)


def agreement(first, second):
    both, either, sizes = (first & second).sum(), (first | second).sum(), first.sum() + second.sum()
    distance = 0.0 if sizes == 0 else None
    if first.any() and second.any():
        one, other = boundary(first), boundary(second)
        to_one = ndimage.distance_transform_edt(~one)
        to_other = ndimage.distance_transform_edt(~other)
        distance = float((to_other[one].sum() + to_one[other].sum()) / (one.sum() + other.sum()))
    dice = float(2 * both / sizes) if sizes else 1.0
    return {"dice": dice, "iou": float(both / either) if sizes else 1.0, "distance": distance}


def text(mask):
    return "".join(".#"[int(v)] for v in mask.ravel())


nothing, all_of_it = np.zeros((HEIGHT, WIDTH), bool), np.ones((HEIGHT, WIDTH), bool)
point = nothing.copy()
point[7, 9] = True
pairs = [(nothing, nothing), (nothing, blob()), (point, point), (point, blob()), (all_of_it, blob()), (all_of_it, point)]
pairs += [(blob(), blob()) for _ in range(6)]
lungs = ellipse(10, 16, 7, 13) | ellipse(29, 16, 8, 12)
pairs += [(lungs, ndimage.shift(lungs, s, order=0) > 0) for s in ((0, 1), (2, 0), (-3, 3))]
cases = [{"first": text(a), "second": text(b), **agreement(a, b)} for a, b in pairs]
Path(__file__).with_name("outlines.json").write_text(json.dumps({"width": WIDTH, "cases": cases}, indent=0))
