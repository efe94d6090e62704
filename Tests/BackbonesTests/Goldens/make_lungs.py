#!/usr/bin/env python3
"""Makes lungs.json with PyTorch: the logits of the network that outlines lungs. python3 make_lungs.py (torch, numpy).

Weights and picture follow from names and indices by `pattern`, which `WeightPattern.swift` repeats.
"""
import json
import pathlib
import sys

import torch

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "Goldens"))
from lung_net import LungNet  # noqa: E402
from patterns import pattern, weights  # noqa: E402

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
