#!/usr/bin/env python3
"""Makes lungnet.json, the golden of AnatomyTests, with PyTorch: python3 make_goldens.py [WEIGHTS.safetensors] (torch, numpy).

Weights and picture follow from names and indices by `pattern`, which `WeightPattern.swift` repeats. With an argument, the
weights are written there too, to try the commands with.
"""
import json
import pathlib
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
WIDTHS = [16, 32, 48, 80, 128]


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
        return u * np.sqrt(6 / np.prod(shape[1:])).astype(np.float32)
    return 1 + 0.2 * u if key.endswith("weight") else 0.1 * u


class ConvBN(nn.Module):
    def __init__(self, i, o, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(o)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


class Up(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.reduce = nn.Conv2d(i, o, 1)
        self.fuse = ConvBN(o, o)

    def forward(self, x, skip):
        return self.fuse(F.interpolate(self.reduce(x), scale_factor=2, mode="bilinear", align_corners=False) + skip)


class LungNet(nn.Module):
    def __init__(self):
        super().__init__()
        ins = [1] + WIDTHS[:-1]
        self.encoder = nn.ModuleList(nn.Sequential(ConvBN(i, o, 2), ConvBN(o, o)) for i, o in zip(ins, WIDTHS))
        self.decoder = nn.ModuleList(Up(WIDTHS[3 - k + 1], WIDTHS[3 - k]) for k in range(4))
        self.head = nn.Conv2d(16, 1, 1)

    def forward(self, x):
        levels = []
        for level in self.encoder:
            x = level(x)
            levels.append(x)
        for k, up in enumerate(self.decoder):
            x = up(x, levels[3 - k])
        return self.head(x)


net = LungNet().eval()
net.load_state_dict({k: weights(k, tuple(v.shape)) for k, v in net.state_dict().items()})
picture = np.floor((pattern("picture", 224 * 224) + 1) * 128).astype(np.float32)
x = torch.from_numpy(picture).reshape(1, 1, 224, 224)
x = (x - x.mean()) / (x.std(correction=0) + 1)
with torch.no_grad():
    logits = net(x).flatten()
golden = {"every": 97, "logits": [round(float(v), 6) for v in logits[::97]], "positive": int((logits > 0).sum())}
(HERE / "lungnet.json").write_text(json.dumps(golden) + "\n")
if len(sys.argv) > 1:
    header, data = {}, b""
    for key, value in net.state_dict().items():
        if key.endswith("num_batches_tracked"):
            continue
        bytes_ = value.numpy().astype("<f4").tobytes()
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(bytes_)]}
        data += bytes_
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    pathlib.Path(sys.argv[1]).write_bytes(len(text).to_bytes(8, "little") + text + data)
