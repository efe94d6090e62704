"""Writes proximal.json beside it: a head that learns with FedProx's proximal term, as PyTorch trains it.

    python make_proximal.py        (PyTorch)

The term stands in the loss, as Li and others, 2020, have it; gradients are clipped with it. Features and first weights
follow the formula of make_goldens.py, which the tests repeat.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from make_goldens import fill, write

SAMPLES, WIDTH, HIDDEN, BATCH, EPOCHS = 24, 512, 16, 8, 4
LABELS = [index * 5 // 3 % 2 for index in range(SAMPLES)]
MU, RATE, MOMENTUM, CLIP = 0.8, 0.1, 0.9, 0.5


def trained(mu):
    hidden, output = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, 2)
    named = {"fc.hidden": hidden, "fc.output": output}
    with torch.no_grad():
        for salt, layer in enumerate(named.values(), 1):
            layer.weight.copy_(fill(tuple(layer.weight.shape), salt, math.sqrt(6 / layer.weight[0].numel())))
            layer.bias.zero_()
    parameters = [p for layer in named.values() for p in layer.parameters()]
    start = [p.detach().clone() for p in parameters]
    optimizer = torch.optim.SGD(parameters, lr=RATE, momentum=MOMENTUM)
    features, labels = fill((SAMPLES, WIDTH), 9, 1.0), torch.tensor(LABELS)
    for _ in range(EPOCHS):
        for first in range(0, SAMPLES, BATCH):
            part = slice(first, first + BATCH)
            optimizer.zero_grad()
            loss = F.cross_entropy(output(F.relu(hidden(features[part]))), labels[part])
            loss = loss + mu / 2 * sum(((p - p0) ** 2).sum() for p, p0 in zip(parameters, start))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, CLIP)
            optimizer.step()
    return {f"{name}.{kind}": getattr(layer, kind).detach().flatten()[:32].tolist()
            for name, layer in named.items() for kind in ("weight", "bias")}


if __name__ == "__main__":
    write("proximal.json", {
        "labels": LABELS, "hidden": HIDDEN, "batch": BATCH, "epochs": EPOCHS, "mu": MU, "rate": RATE,
        "momentum": MOMENTUM, "clip": CLIP, "state": trained(MU), "plain": trained(0)})
