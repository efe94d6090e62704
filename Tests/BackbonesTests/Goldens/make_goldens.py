#!/usr/bin/env python3
"""Makes the goldens of BackbonesTests with torchvision: python3 make_goldens.py (torch, torchvision, numpy).

Weights and images are no files but follow from names and indices by `pattern`, which `WeightPattern.swift` repeats, so that
networks of any size can be compared without storing them.
"""
import json
import pathlib
import sys

import torch
import torchvision

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "Goldens"))
from patterns import pattern, weights  # noqa: E402

ARCHITECTURES = [
    "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "densenet121", "mobilenet_v2", "efficientnet_b0",
    "convnext_tiny",
]


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
