"""Heat in the zones of the lungs, by NumPy and SciPy: zones.json, for LungZoneTests.

    python3 make_zones.py > zones.json
"""

import json

import numpy as np
from scipy import ndimage

SIDE = 112
LUNGS = [(15, 45, 20, 90), (65, 95, 30, 100)]  # first and last column, first and last row


def positions(picture, content, padding, side=224, cells=7):
    """Where the middles of SIDE cells of a picture lie on a map: scaled to `content` pixels, padded, `side` in all."""
    pixels = (np.arange(SIDE) + 0.5) * picture / SIDE
    return (pixels * content / picture + padding) / side * cells


def grid(heat, x, y):
    middles = np.arange(7) + 0.5
    rows = np.stack([np.interp(x, middles, row) for row in heat])
    return np.maximum(np.stack([np.interp(y, middles, column) for column in rows.T]).T, 0)


def case(heat, size, content):
    x, y = (positions(p, c, (224 - c) / 2) for p, c in zip(size, content))
    values = grid(heat, x, y)
    shares, inside = [], np.zeros((SIDE, SIDE), bool)
    for left, right, top, bottom in LUNGS:
        rows, columns = np.arange(top, bottom + 1), slice(left, right + 1)
        inside[top : bottom + 1, columns] = True
        third = (3 * (rows + 0.5 - top) / len(rows)).astype(int)
        shares += [values[rows[third == k], columns].sum() / values.sum() for k in range(3)]
    labels, _ = ndimage.label(values >= values.max() / 2)
    region = labels == labels[np.unravel_index(values.argmax(), values.shape)]
    rows, columns = np.flatnonzero(region.any(1)), np.flatnonzero(region.any(0))
    return {
        "size": size,
        "map": heat.ravel().tolist(),
        "shares": shares,
        "inside": values[inside].sum() / values.sum(),
        "hottest": [columns[0] / SIDE, rows[0] / SIDE, (columns[-1] + 1) / SIDE, (rows[-1] + 1) / SIDE],
    }


random = np.random.default_rng(16)
maps = [np.round(random.normal(0.3, 1, (7, 7)), 3) for _ in range(4)]
cases = [case(m, [400, 400], [224, 224]) for m in maps] + [case(m, [300, 400], [168, 224]) for m in maps]
print(json.dumps({"lungs": LUNGS, "cases": cases}))
