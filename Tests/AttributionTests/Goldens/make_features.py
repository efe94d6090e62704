#!/usr/bin/env python3
"""Makes features.json with torchvision: what networks make of pictures before their last layer, sixteen numbers of each.
python3 make_features.py (torch, torchvision, numpy).

Weights and pictures follow from names, by the functions of Tests/Goldens/patterns.py.
"""
import json
import pathlib
import sys

import torch
import torchvision

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent.parent / "Goldens"))
from patterns import pattern, weights  # noqa: E402

SIDE = 64
image = torch.from_numpy(pattern("image", 3 * SIDE * SIDE)).reshape(1, 3, SIDE, SIDE)
goldens = {}
for name in ["resnet18", "resnet50"]:
    model = getattr(torchvision.models, name)(num_classes=2).eval()
    model.load_state_dict({key: weights(key, tuple(value.shape)) for key, value in model.state_dict().items()})
    model.fc = torch.nn.Identity()
    with torch.inference_mode():
        features = model(image)[0]
    step = len(features) // 16
    goldens[name] = {"count": len(features), "step": step, "features": [float(f"{v:.7g}") for v in features[::step].tolist()]}
    print(name, goldens[name])
(HERE / "features.json").write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
