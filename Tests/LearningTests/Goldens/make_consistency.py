"""Writes consistency.json beside it: how far two views' predictions are apart, and a training that counts it, as PyTorch has
them.

    python make_consistency.py        (PyTorch, torchvision)

The divergence is that of R-Drop's program (github.com/dropreg/R-Drop, `compute_kl_loss`), made of two calls of `kl_div`.
Pictures and first weights follow the formulas of make_goldens.py, which the tests repeat.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from make_goldens import fill, write

BATCH, SIDE, STEPS, WEIGHT = 4, 64, 2, 2.5  # a third step magnifies rounding by a thousand
LABELS = [0, 1, 1, 0]


def divergence(first, second):
    """Mean over samples; [N, classes] logits."""
    forth = F.kl_div(F.log_softmax(first, -1), F.softmax(second, -1), reduction="none").sum()
    back = F.kl_div(F.log_softmax(second, -1), F.softmax(first, -1), reduction="none").sum()
    return (forth + back) / 2 / len(first)


def bernoulli(logits):
    """Logits of both classes of a single one, by their probabilities."""
    positive = torch.sigmoid(logits)
    return torch.log(torch.cat([1 - positive, positive], 1))


def case(logits, outputs):
    logits = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    half = len(logits) // 2
    classes = bernoulli(logits) if outputs == "sigmoid" else logits
    loss = divergence(classes[:half], classes[half:])
    loss.backward()
    return {"outputs": outputs, "logits": logits.detach().flatten().tolist(), "divergence": loss.item(),
            "gradient": logits.grad.flatten().tolist()}


def cases():
    two = fill((8, 2), 3, 4.0).double().tolist()
    one = fill((6, 1), 4, 3.0).double().tolist()
    same = [[0.5, -1.25], [3.0, 2.0]] * 2
    return [case(two, "softmax"), case(one, "sigmoid"), case(same, "softmax")]


def training():
    """ResNet-18, all layers, a few steps of SGD on two views of four pictures."""
    from torchvision.models import resnet18
    torch.set_num_threads(1)
    model = resnet18(num_classes=2)
    with torch.no_grad():
        for salt, (name, parameter) in enumerate(model.named_parameters()):
            if parameter.dim() > 1:
                parameter.copy_(fill(tuple(parameter.shape), salt, math.sqrt(6 / parameter[0].numel())))
            else:
                parameter.fill_(1.0 if name.endswith("weight") else 0.0)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    model.train()
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad()
        logits = model(fill((2 * BATCH, 3, SIDE, SIDE), 200 + step, 1.5))
        truth = torch.tensor(LABELS)
        mean = (F.cross_entropy(logits[:BATCH], truth) + F.cross_entropy(logits[BATCH:], truth)) / 2
        loss = mean + WEIGHT * divergence(logits[:BATCH], logits[BATCH:])
        losses.append([loss.item(), mean.item()])
        loss.backward()
        optimizer.step()
    state = model.state_dict()
    kept = {key: [float(v) for v in state[key].flatten()[:8]]
            for key in ("fc.weight", "fc.bias", "conv1.weight", "layer4.1.bn2.running_var")}
    return {"labels": LABELS, "weight": WEIGHT, "losses": [loss for loss, _ in losses], "state": kept,
            "means": [mean for _, mean in losses]}


if __name__ == "__main__":
    write("consistency.json", {"cases": cases(), "training": training()})
