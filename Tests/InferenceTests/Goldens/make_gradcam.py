"""Writes gradcam.json: Grad-CAM and Grad-CAM++ of small heads, by automatic differentiation alone. Needs torch.

For Grad-CAM++ the second and third derivatives of exp(logit) are really taken, position by position, in double precision;
nothing of the closed form that Hilum uses is assumed.
"""
import json
import pathlib
import torch

from heads import layers

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
channels, height, width = 5, 3, 4


def heads():
    yield "linear", torch.nn.Sequential(torch.nn.Linear(channels, 3))
    norm = torch.nn.BatchNorm1d(6)
    norm.running_mean.uniform_(-0.2, 0.2), norm.running_var.uniform_(0.5, 1.5)
    norm.weight.data.uniform_(0.5, 1.5), norm.bias.data.uniform_(-0.2, 0.2)
    yield "mlp", torch.nn.Sequential(torch.nn.Linear(channels, 6), torch.nn.ReLU(), norm, torch.nn.Linear(6, 2))
    yield "sigmoid", torch.nn.Sequential(torch.nn.Linear(channels, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))


def maps(head, features, target):
    def logit(a):
        out = head(a.mean(dim=(1, 2))[None])[0]
        return (out[0] if target == 1 else -out[0]) if out.numel() == 1 else out[target]

    a = features.clone().requires_grad_()
    (gradient,) = torch.autograd.grad(logit(a), a)
    cam = torch.relu((gradient.mean(dim=(1, 2), keepdim=True) * features).sum(0))
    second, third = torch.zeros_like(a), torch.zeros_like(a)
    for index in range(a.numel()):
        (d1,) = torch.autograd.grad(torch.exp(logit(a)), a, create_graph=True)
        (d2,) = torch.autograd.grad(d1.flatten()[index], a, create_graph=True)
        (d3,) = torch.autograd.grad(d2.flatten()[index], a)
        second.view(-1)[index] = d2.flatten()[index].detach()
        third.view(-1)[index] = d3.flatten()[index]
    alpha = second / (2 * second + features.sum(dim=(1, 2), keepdim=True) * third)
    (slope,) = torch.autograd.grad(torch.exp(logit(a)), a)
    weights = (alpha * torch.relu(slope)).sum(dim=(1, 2), keepdim=True)
    return cam, torch.relu((weights * features).sum(0))


cases = []
for name, head in heads():
    head.eval()
    features = torch.relu(torch.randn(channels, height, width) + 0.3)
    embedding = features.mean(dim=(1, 2))[None].requires_grad_()
    outputs = head(embedding)[0]
    for target in range(max(2, outputs.numel())):
        cam, plus = maps(head, features, target)
        cases.append({
            "name": name, "class": target, "layers": list(layers(head)), "features": features.flatten().tolist(),
            "logits": outputs.tolist(), "grad_cam": cam.flatten().tolist(),
            "grad_cam_plus_plus": (plus / plus.max() if plus.max() > 0 else plus).flatten().tolist()})


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


path = pathlib.Path(__file__).parent / "gradcam.json"
path.write_text(json.dumps(rounded({"size": [channels, height, width], "cases": cases}), separators=(",", ":")) + "\n")
print([(case["name"], case["class"], max(case["grad_cam"])) for case in cases])
