#!/usr/bin/env python3
"""Makes lungs.json with PyTorch: the logits of the network that outlines lungs. python3 make_lungs.py (torch, numpy).

Weights and picture follow from names and indices by `pattern`, which `WeightPattern.swift` repeats.
"""
import json
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
WIDTHS = [16, 32, 48, 80, 128]


class ConvBN(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return functional.relu(self.bn(self.conv(x)))


class Step(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.reduce = nn.Conv2d(inputs, outputs, 1)
        self.fuse = ConvBN(outputs, outputs)

    def forward(self, x, skipped):
        larger = functional.interpolate(self.reduce(x), scale_factor=2, mode="bilinear", align_corners=False)
        return self.fuse(larger + skipped)


class LungNet(nn.Module):
    def __init__(self):
        super().__init__()
        pairs = list(zip([1] + WIDTHS, WIDTHS))
        self.encoder = nn.ModuleList(nn.Sequential(ConvBN(i, o, 2), ConvBN(o, o)) for i, o in pairs)
        self.decoder = nn.ModuleList(Step(WIDTHS[i + 1], WIDTHS[i]) for i in (3, 2, 1, 0))
        self.head = nn.Conv2d(WIDTHS[0], 1, 1)

    def forward(self, x):
        levels = []
        for block in self.encoder:
            x = block(x)
            levels.append(x)
        for step, skipped in zip(self.decoder, reversed(levels[:-1])):
            x = step(x, skipped)
        return self.head(x)


def pattern(name, count):
    """`count` numbers in [-1, 1) that depend on `name` only: murmur3's finaliser over FNV-1a(name) + i · 0x9E3779B9."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = (seed ^ byte) * 0x01000193 & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        h = np.uint32(seed) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return (h >> np.uint32(8)).astype(np.float32) / np.float32(1 << 23) - np.float32(1)


def weights(key, shape):
    u = torch.from_numpy(pattern(key, int(np.prod(shape)))).reshape(shape)
    if key.endswith("running_var"):
        return 1 + 0.5 * u
    if key.endswith("num_batches_tracked"):
        return torch.tensor(0)
    if len(shape) > 1:
        return u * float(np.float32((6 / np.prod(shape[1:])) ** 0.5))
    return 1 + 0.2 * u if key.endswith("weight") else 0.1 * u


network = LungNet().eval()
network.load_state_dict({key: weights(key, tuple(value.shape)) for key, value in network.state_dict().items()})
picture = torch.from_numpy(pattern("lungs", 2 * 224 * 224)).reshape(2, 1, 224, 224)
with torch.inference_mode():
    logits = network(picture).flatten()
golden = {
    "keys": {key: list(value.shape) for key, value in network.state_dict().items()},
    "count": logits.numel(),
    "every": 97,
    "logits": logits[::97].tolist(),
}
(HERE / "lungs.json").write_text(json.dumps(golden, separators=(",", ":"), sort_keys=True))
