"""Writes warps.json, cuts.json, averages.json and training.json beside it: pictures as SciPy varies them, CutMix's
rectangles, means of weights as torch.optim.swa_utils makes them, a training as PyTorch runs it.

    python make_goldens.py            (PyTorch 2.13, torchvision, SciPy 1.10 or later)
    python make_goldens.py warps.json cuts.json averages.json

Pictures and first weights follow formulas that the tests repeat, so that only results are kept.
"""

import json
import math
import pathlib
import sys

import numpy as np
import torch
from scipy import ndimage
from torch import nn

FOLDER = pathlib.Path(__file__).parent


def write(name, content):
    (FOLDER / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


# Variations of a picture, step by step for each pixel; nothing here is composed.

WIDTH, HEIGHT = 23, 17


def picture():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return ((x * 37 + y * 71 + x * y * 13) % 256).astype(np.float64)


def varied(case):
    image = picture()
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    if case["flip"]:
        x = WIDTH - x
    x = (case["crop"][0] + (x / WIDTH - 0.5) * case["crop"][2]) * WIDTH
    y = (case["crop"][1] + (y / HEIGHT - 0.5) * case["crop"][3]) * HEIGHT
    x, y = x - case["translation"][0] * WIDTH, y - case["translation"][1] * HEIGHT
    # Where a point of the picture turned clockwise on the screen was before: turned back about the centre.
    angle = math.radians(-case["rotation"])
    dx, dy = x - WIDTH / 2, y - HEIGHT / 2
    # It was stretched after it was turned, so it is first squeezed back.
    dx, dy = dx / math.sqrt(case["aspect"]), dy * math.sqrt(case["aspect"])
    x = WIDTH / 2 + dx * math.cos(angle) - dy * math.sin(angle)
    y = HEIGHT / 2 + dx * math.sin(angle) + dy * math.cos(angle)
    result = ndimage.map_coordinates(image, [y - 0.5, x - 0.5], order=1, mode="grid-constant", cval=0)
    if case["blur"]:
        radius = max(1, math.ceil(3 * case["blur"]))
        result = ndimage.gaussian_filter(result, case["blur"], mode="nearest", radius=radius)
    result = 255 * (result / 255) ** case["gamma"]
    mean = image.mean() * case["brightness"]
    result = np.clip(case["contrast"] * (result * case["brightness"] - mean) + mean, 0, 255)
    if case["erased"]:
        cx, cy, w, h = case["erased"]
        left, right = round((cx - w / 2) * WIDTH), round((cx + w / 2) * WIDTH)
        top, bottom = round((cy - h / 2) * HEIGHT), round((cy + h / 2) * HEIGHT)
        result[top:bottom, left:right] = result.mean()
    return result


def variations():
    plain = {"flip": False, "crop": [0.5, 0.5, 1, 1], "translation": [0, 0], "rotation": 0, "blur": 0, "brightness": 1,
             "contrast": 1, "aspect": 1, "gamma": 1, "erased": []}
    changes = [
        {"flip": True},
        {"rotation": 90},
        {"rotation": 7.5},
        {"translation": [0.1, -0.2]},
        {"crop": [0.45, 0.6, 0.7, 0.5]},
        {"blur": 0.8},
        {"brightness": 1.2, "contrast": 0.7},
        {"flip": True, "rotation": -12, "translation": [0.05, 0.03], "crop": [0.55, 0.5, 0.8, 0.9], "blur": 1.4,
         "brightness": 0.9, "contrast": 1.3},
        {"aspect": 1.3},
        {"aspect": 0.8, "rotation": 20, "translation": [0.1, 0.05]},
        {"gamma": 1.7},
        {"gamma": 0.6, "brightness": 1.1, "contrast": 0.8},
        {"erased": [0.3, 0.62, 0.33, 0.27], "brightness": 1.1},
    ]
    cases = [plain | change for change in changes]
    for case in cases:
        case["levels"] = [round(float(v), 4) for v in varied(case).flatten()]
    return {"width": WIDTH, "height": HEIGHT, "cases": cases}


# CutMix: `rand_bbox` of the authors' program (github.com/clovaai/CutMix-PyTorch, train.py) with its centre given.


def cut(share, cx, cy, width, height):
    rate = np.sqrt(1.0 - share)
    w, h = int(width * rate), int(height * rate)
    x1, x2 = np.clip(cx - w // 2, 0, width), np.clip(cx + w // 2, 0, width)
    y1, y2 = np.clip(cy - h // 2, 0, height), np.clip(cy + h // 2, 0, height)
    left = 1 - (x2 - x1) * (y2 - y1) / (width * height)
    return {"share": share, "center": [cx, cy], "size": [width, height], "x": [int(x1), int(x2)], "y": [int(y1), int(y2)],
            "left": float(left)}


def cuts():
    random = np.random.default_rng(1)
    cases = [cut(0.0, 10, 10, 20, 20), cut(1.0, 3, 4, 20, 20), cut(0.5, 0, 6, 13, 7)]
    for _ in range(40):
        width, height = (int(n) for n in random.integers(1, 260, 2))
        cases.append(cut(float(random.beta(1, 1)), int(random.integers(width)), int(random.integers(height)), width, height))
    return cases


# ResNet-18, all layers, small pictures: losses of each batch.

BATCH, SIDE, BATCHES = 4, 64, 8


def fill(shape, salt, scale):
    """Numbers that look random, evenly between -scale and scale."""
    index = np.arange(int(np.prod(shape)), dtype=np.float64)
    noise = np.sin(index * 12.9898 + salt * 78.233) * 43758.5453
    return torch.from_numpy(((2 * (noise - np.floor(noise)) - 1) * scale).astype(np.float32).reshape(shape))


def flat(state):
    return {key: [float(v) for v in value.flatten()] for key, value in state.items()}


def averages():
    """Weights after each step of a small training, their EMA with its rise, and their SWA with statistics estimated anew."""
    from torch.optim.swa_utils import AveragedModel, update_bn
    torch.set_num_threads(1)
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                          nn.Linear(2, 2))
    with torch.no_grad():
        for salt, parameter in enumerate(model.parameters()):
            parameter.copy_(fill(tuple(parameter.shape), salt, 0.5))
    batches = [fill((3, 1, 6, 6), 10 + number, 1.5) for number in range(4)]
    decay, first = 0.6, 5

    def rising(mean, value, count):
        # The first update, of the weights before any step, is a copy and counts as one.
        step = float(count) - 1
        kept = min(decay, (1 + step) / (10 + step))
        return kept * mean + (1 - kept) * value

    ema = AveragedModel(model, avg_fn=rising, use_buffers=True)
    ema.update_parameters(model)
    swa = AveragedModel(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    states = [flat(model.state_dict())]
    for step in range(12):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(batches[step % 4]), torch.tensor([0, 1, 1])).backward()
        optimizer.step()
        states.append(flat(model.state_dict()))
        ema.update_parameters(model)
        if step >= first:
            swa.update_parameters(model)
    update_bn(batches, swa)
    return {"decay": decay, "first": first, "states": states, "ema": flat(ema.module.state_dict()),
            "swa": flat(swa.module.state_dict())}


def training():
    from torchvision.models import resnet18
    torch.set_num_threads(1)
    model = resnet18(num_classes=2)
    with torch.no_grad():
        for salt, (name, parameter) in enumerate(model.named_parameters()):
            if parameter.dim() > 1:
                fan = parameter[0].numel()
                parameter.copy_(fill(tuple(parameter.shape), salt, math.sqrt(6 / fan)))
            else:
                parameter.fill_(1.0 if name.endswith("weight") else 0.0)
    head = [p for n, p in model.named_parameters() if n.startswith("fc.")]
    backbone = [p for n, p in model.named_parameters() if not n.startswith("fc.")]
    # Not Adam: its first steps follow the signs of gradients, however small, so that rounding decides.
    optimizer = torch.optim.SGD(
        [{"params": head, "lr": 1e-2}, {"params": backbone, "lr": 1e-3}], momentum=0.9, weight_decay=0.01)
    steps = BATCHES // 2 * 2
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [1e-2, 1e-3], total_steps=steps)
    labels = [(7 * i // 3) % 2 for i in range(BATCH * BATCHES)]
    counts = [labels.count(0), labels.count(1)]
    weights = torch.tensor([len(labels) / (2 * c) for c in counts])
    loss_function = nn.CrossEntropyLoss(weight=weights, label_smoothing=0.1)
    losses = []
    model.train()
    for epoch in range(2):
        for step in range(BATCHES // 2):
            optimizer.zero_grad()
            for half in range(2):
                number = step * 2 + half
                images = fill((BATCH, 3, SIDE, SIDE), 100 + number, 1.5)
                target = torch.tensor(labels[number * BATCH:(number + 1) * BATCH])
                loss = loss_function(model(images), target)
                losses.append(loss.item())
                (loss * 0.5).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step() if len(losses) < 2 * BATCHES else None
    state = model.state_dict()
    kept = {key: [float(v) for v in state[key].flatten()[:8]]
            for key in ("fc.weight", "fc.bias", "conv1.weight", "layer4.1.bn2.running_var", "layer2.0.downsample.0.weight")}
    return {"labels": labels, "losses": losses, "state": kept}


if __name__ == "__main__":
    makers = {"warps.json": variations, "cuts.json": cuts, "averages.json": averages, "training.json": training}
    for name in sys.argv[1:] or makers:
        write(name, makers[name]())
