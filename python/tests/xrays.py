"""Made radiographs."""

from __future__ import annotations

import numpy as np


def xray(seed: int, has_opacity: bool, shape: tuple[int, int] = (120, 150)) -> np.ndarray:
    """Grey levels that are somewhat like a chest: two dark lungs, in one of which there may be an opacity."""
    noise = np.random.default_rng(seed)
    y, x = np.mgrid[-1:1 : shape[0] * 1j, -1:1 : shape[1] * 1j]
    levels = 170 + noise.normal(0, 8, shape)
    for side in (-0.45, 0.45):
        levels -= 90 * (((x - side) / 0.32) ** 2 + (y / 0.75) ** 2 < 1)
    if has_opacity:
        cx, cy = noise.uniform(0.3, 0.6), noise.uniform(-0.3, 0.3)
        levels += 80 * np.exp(-(((x - cx) / 0.2) ** 2 + ((y - cy) / 0.3) ** 2))
    return np.clip(levels, 0, 255).astype(np.uint8)
