#!/usr/bin/env python3
"""Writes batchnorm.json: statistics of two of PyTorch's batch normalisations with a ReLU between, in training mode.

Run with PyTorch 2 in this folder: python3 make_batchnorm.py
Batches of 6 and of 4 pictures [n, 2, 3, 3]; with momentum 1 a layer's running statistics are those of the last batch.
Over batches, means are weighed by pictures, and variances are those within plus that of the means. Training's are 0.5
and 2; they count as 16 pictures.
"""

import json
from pathlib import Path

import torch
from torch import nn


def main():
    torch.manual_seed(2020)
    centre = torch.tensor([1.0, -2.0], dtype=torch.float64)[:, None, None]
    batches = [(torch.randn(n, 2, 3, 3, dtype=torch.float64) * 1.5 + centre).round(decimals=4) for n in (6, 4)]
    n = sum(len(batch) for batch in batches)
    layers = {name: nn.BatchNorm2d(2, momentum=1, dtype=torch.float64) for name in ("first", "second")}
    network = nn.Sequential(layers["first"], nn.ReLU(), layers["second"]).train()
    kept = {name: [] for name in layers}
    for batch in batches:
        network(batch)
        for name, layer in layers.items():
            kept[name].append((len(batch), layer.running_mean.clone(), layer.running_var.clone()))
    golden = {"batches": [{"n": len(batch), "values": batch.flatten().tolist()} for batch in batches]}
    for name, parts in kept.items():
        mean = sum(k * m for k, m, _ in parts) / n
        variance = sum(k * v for k, _, v in parts) / n + sum(k * (m - mean) ** 2 for k, m, _ in parts) / n
        golden[name] = {
            "mean": ((16 * 0.5 + n * mean) / (16 + n)).tolist(),
            "variance": ((16 * 2 + n * variance) / (16 + n)).tolist(),
        }
    Path(__file__).with_name("batchnorm.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
