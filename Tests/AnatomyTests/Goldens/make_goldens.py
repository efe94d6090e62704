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

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "Goldens"))
from lung_net import LungNet  # noqa: E402
from patterns import pattern, weights  # noqa: E402

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
