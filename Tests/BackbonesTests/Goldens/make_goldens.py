#!/usr/bin/env python3
"""Makes the goldens of BackbonesTests with torchvision: python3 make_goldens.py (torch, torchvision, numpy).

Weights and images are no files but follow from names and indices by `pattern`, which `WeightPattern.swift` repeats, so that
networks of any size can be compared without storing them.
"""
import json
import pathlib

import numpy as np
import torch
import torchvision

HERE = pathlib.Path(__file__).parent
ARCHITECTURES = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "densenet121", "mobilenet_v2"]


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
    """The value of a parameter or buffer: of a size that keeps activations from growing or vanishing."""
    u = torch.from_numpy(pattern(key, int(np.prod(shape)))).reshape(shape)
    if key.endswith("running_var"):
        return 1 + 0.5 * u
    if key.endswith("num_batches_tracked"):
        return torch.tensor(0)
    if len(shape) > 1:
        return u * float(np.float32((6 / np.prod(shape[1:])) ** 0.5))
    if key.endswith(("bn2.weight", "bn3.weight")):  # the last normalisation beside a short cut
        return 0.3 + 0.1 * u
    return 1 + 0.2 * u if key.endswith("weight") else 0.1 * u


goldens = {}
image = torch.from_numpy(pattern("image", 2 * 3 * 64 * 64)).reshape(2, 3, 64, 64)
for name in ARCHITECTURES:
    model = getattr(torchvision.models, name)(num_classes=2).eval()
    state = {key: weights(key, tuple(value.shape)) for key, value in model.state_dict().items()}
    model.load_state_dict(state)
    with torch.inference_mode():
        goldens[name] = {
            "keys": {key: list(value.shape) for key, value in model.state_dict().items()},
            "logits": model(image).tolist(),
        }
    print(name, goldens[name]["logits"])
(HERE / "torchvision.json").write_text(json.dumps(goldens, separators=(",", ":"), sort_keys=True))
