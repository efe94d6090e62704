#!/usr/bin/env python3
"""Makes options.json with torchvision: networks with attention on the last map, with two scales, with many outputs.
python3 make_options.py (torch, torchvision, numpy).

Weights and pictures follow from names and indices by `pattern`, which `WeightPattern.swift` repeats.
"""
import json
import pathlib
import sys

import torch
import torchvision
from torch import nn
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "Goldens"))
from patterns import pattern, weights  # noqa: E402


class CBAM(nn.Module):
    """As the authors have it, with 1×1 convolutions for linear layers, and without their batch normalisation."""

    def __init__(self, channels):
        super().__init__()
        self.channel = nn.Module()
        self.channel.fc1 = nn.Conv2d(channels, channels // 16, 1)
        self.channel.fc2 = nn.Conv2d(channels // 16, channels, 1)
        self.spatial = nn.Conv2d(2, 1, 7, padding=3, bias=False)

    def perceptron(self, pooled):
        return self.channel.fc2(functional.relu(self.channel.fc1(pooled)))

    def forward(self, x):
        mean, maximum = functional.adaptive_avg_pool2d(x, 1), functional.adaptive_max_pool2d(x, 1)
        x = x * torch.sigmoid(self.perceptron(mean) + self.perceptron(maximum))
        places = torch.stack([x.mean(1), x.max(1).values], 1)
        return x * torch.sigmoid(self.spatial(places))


ATTENTION = {"se": lambda channels: torchvision.ops.SqueezeExcitation(channels, channels // 16), "cbam": CBAM}


def parts(name, model):
    """What leads to the finer map, what leads on to the last one, and where the head's keys begin."""
    if name.startswith("resnet"):
        children = list(model.children())
        return nn.Sequential(*children[:-3]), children[-3], "fc"
    if name == "densenet121":
        children = list(model.features.children())
        return nn.Sequential(*children[:-2]), nn.Sequential(*children[-2:], nn.ReLU()), "classifier"
    finer = {"mobilenet_v2": 14, "efficientnet_b0": 6, "convnext_tiny": 6}[name]
    head = "classifier.2" if name == "convnext_tiny" else "classifier.1"
    return model.features[:finer], model.features[finer:], head


def case(name, attention=None, scales=1, outputs=2, side=64):
    model = getattr(torchvision.models, name)(num_classes=outputs).eval()
    early, late, head = parts(name, model)
    image = torch.from_numpy(pattern("image", 2 * 3 * side * side)).reshape(2, 3, side, side)
    with torch.inference_mode():
        finer = early(image)
        last = late(finer)
        channels = last.shape[1] + (finer.shape[1] if scales == 2 else 0)
        extra = {f"{head}.weight": (outputs, channels), f"{head}.bias": (outputs,)}
        block = ATTENTION[attention](channels).eval() if attention else None
        if block:
            extra.update({f"attention.{key}": tuple(value.shape) for key, value in block.state_dict().items()})
            block.load_state_dict({key: weights(f"attention.{key}", value.shape) for key, value in block.state_dict().items()})
        model.load_state_dict({key: weights(key, tuple(value.shape)) for key, value in model.state_dict().items()})
        finer = early(image)
        last = late(finer)
        if scales == 2:
            if finer.shape[2] > last.shape[2]:
                finer = functional.avg_pool2d(finer, 2, ceil_mode=2 * last.shape[2] > finer.shape[2])
            last = torch.cat([last, finer], 1)
        if block:
            last = block(last)
        pooled = last.mean((2, 3))
        if name == "convnext_tiny":
            norm = [weights(f"classifier.0.{part}", (channels,)) for part in ("weight", "bias")]
            extra.update({f"classifier.0.{part}": (channels,) for part in ("weight", "bias")})
            pooled = functional.layer_norm(pooled, (channels,), *norm, eps=1e-6)
        logits = functional.linear(pooled, weights(f"{head}.weight", (outputs, channels)), weights(f"{head}.bias", (outputs,)))
    print(name, attention, scales, outputs, side, list(last.shape), logits[0, :2].tolist())
    return {
        "architecture": name, "attention": attention or "none", "scales": scales, "outputs": outputs, "side": side,
        "features": list(last.shape[1:]), "keys": {key: list(shape) for key, shape in extra.items()},
        "logits": logits.tolist(),
    }


cases = [
    case("resnet18", "se"),
    case("resnet18", "cbam"),
    case("resnet18", scales=2, side=80),
    case("mobilenet_v2", "cbam", scales=2),
    case("efficientnet_b0", "se", scales=2),
    case("convnext_tiny", scales=2),
    case("densenet121", "se", scales=2, outputs=14),
    case("densenet121", outputs=14),
    case("resnet18", outputs=1000),
]
(HERE / "options.json").write_text(json.dumps(cases, separators=(",", ":"), sort_keys=True))
