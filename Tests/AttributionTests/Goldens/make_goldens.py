#!/usr/bin/env python3
"""Makes attribution.json with torchvision's ResNet-18 and PyTorch's autograd: python3 make_goldens.py (torch, torchvision, numpy).

Weights and pictures follow from names, by the functions of Tests/Goldens/patterns.py. What is computed is what
captum and pytorch-grad-cam compute, written out: hooks for Grad-CAM, the midpoint rule for integrated gradients, the same
places along lines as Hilum takes for expected gradients, and covers that move for occlusion.
"""
import json
import pathlib
import sys

import torch
import torchvision

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent.parent / "Goldens"))
from patterns import pattern, weights  # noqa: E402

SIDE = 48

model = torchvision.models.resnet18(num_classes=2).eval()
model.load_state_dict({key: weights(key, tuple(value.shape)) for key, value in model.state_dict().items()})
picture = lambda name, count=1: torch.from_numpy(pattern(name, count * 3 * SIDE * SIDE)).reshape(count, 3, SIDE, SIDE)
image, baseline, references = picture("image"), picture("baseline"), picture("references", 3)


def cams(layer, target):
    kept = {}
    handle = layer.register_forward_hook(lambda module, inputs, output: kept.update(a=output))
    logit = model(image)[0, target]
    handle.remove()
    a = kept["a"]
    (g,) = torch.autograd.grad(logit, a)
    a = a.detach()
    cam = torch.relu((g.mean(dim=(2, 3), keepdim=True) * a).sum(1))[0]
    alpha = g**2 / (2 * g**2 + a.sum(dim=(2, 3), keepdim=True) * g**3 + 1e-12)
    alpha = torch.where((g != 0) & (2 + a.sum(dim=(2, 3), keepdim=True) * g > 0), alpha, 0)
    weight = (alpha * torch.relu(g)).sum(dim=(2, 3), keepdim=True)
    return cam, torch.relu((weight * a).sum(1))[0]


def layer_cam(layers, target):
    """Each layer's map, and all of them as one: divided by their maxima, tanh(2 x), enlarged, the greatest kept."""
    kept = []
    handles = [layer.register_forward_hook(lambda module, inputs, output: kept.append(output)) for layer in layers]
    logit = model(image)[0, target]
    for handle in handles:
        handle.remove()
    maps = [torch.relu((torch.relu(g) * a.detach()).sum(1, keepdim=True))
            for a, g in zip(kept, torch.autograd.grad(logit, kept))]
    size = max((m.shape[2:] for m in maps), key=lambda s: s[0])
    scaled = [torch.nn.functional.interpolate(torch.tanh(2 * m / m.max()), size=tuple(size), mode="bilinear") for m in maps]
    return {"size": list(size), "values": torch.stack(scaled).amax(0)[0, 0] if len(maps) > 1 else maps[0][0, 0]}


def gradient(x, target):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(model(x)[:, target].sum(), x)[0]


def along_lines(starts, count, target):
    total = torch.zeros_like(image)
    for i in range(count):
        start = starts[i % len(starts)][None]
        total += (image - start) * gradient(start + (image - start) * (i + 0.5) / count, target)
    return (total / count).sum(1)[0]


def occlusion(window, stride, target):
    total, seen = torch.zeros(SIDE, SIDE), torch.zeros(SIDE, SIDE)
    with torch.no_grad():
        whole = model(image)[0, target]
        starts = range(0, SIDE - window + stride, stride)
        for y in starts:
            for x in starts:
                covered = image.clone()
                covered[..., y:y + window, x:x + window] = baseline[..., y:y + window, x:x + window]
                total[y:y + window, x:x + window] += whole - model(covered)[0, target]
                seen[y:y + window, x:x + window] += 1
    return total / seen


goldens = {"side": SIDE, "layers": {}}
for name, layer in [("layer4", model.layer4), ("layer3", model.layer3), ("layer2.0", model.layer2[0])]:
    cam, plus = cams(layer, 1)
    goldens["layers"][name] = {"size": list(cam.shape), "grad_cam": cam, "grad_cam_plus_plus": plus}
goldens["layer_cam"] = {
    "layer2": layer_cam([model.layer2], 1),
    "layer2,layer3": layer_cam([model.layer2, model.layer3], 1),
    "": layer_cam([model.layer2, model.layer4], 0),  # what Hilum takes by itself: 6 × 6 is an eighth of 48
}
goldens["integrated_gradients"] = along_lines(baseline, 20, 1)
goldens["expected_gradients"] = along_lines(references, 24, 0)
goldens["occlusion"] = occlusion(12, 7, 1)
goldens["logits"] = {"image": model(image)[0].detach(), "baseline": model(baseline)[0].detach()}


def plain(value):
    if isinstance(value, torch.Tensor):
        return [float(f"{v:.6g}") for v in value.flatten().tolist()]
    return {key: plain(v) for key, v in value.items()} if isinstance(value, dict) else value


(HERE / "attribution.json").write_text(json.dumps(plain(goldens), separators=(",", ":")) + "\n")
print({key: float(goldens[key].abs().max()) for key in ("integrated_gradients", "expected_gradients", "occlusion")})
print({key: float(value["grad_cam"].max()) for key, value in goldens["layers"].items()}, goldens["logits"])
