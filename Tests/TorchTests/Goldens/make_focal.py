"""Writes focal.json beside it: focal and asymmetric losses and masked cross-entropy, with their gradients.

    python make_focal.py              (PyTorch, torchvision)

The sigmoid's focal loss is torchvision's. That of a softmax is F.cross_entropy of each sample times (1 - p)^gamma. The
asymmetric loss is that of its authors' program (github.com/Alibaba-MIIL/ASL, `AsymmetricLoss`), with gradients through all of
it (`disable_torch_grad_focal_loss=False`). Everything is in float64; means are over what is known.
"""

import json
import pathlib

import torch
from torch.nn import functional as F
from torchvision.ops import sigmoid_focal_loss

FOLDER = pathlib.Path(__file__).parent


def asymmetric(x, y, gamma_neg, gamma_pos, clip, eps=1e-8):
    xs_pos = torch.sigmoid(x)
    xs_neg = 1 - xs_pos
    if clip is not None and clip > 0:
        xs_neg = (xs_neg + clip).clamp(max=1)
    loss = y * torch.log(xs_pos.clamp(min=eps)) + (1 - y) * torch.log(xs_neg.clamp(min=eps))
    pt = xs_pos * y + xs_neg * (1 - y)
    one_sided_gamma = gamma_pos * y + gamma_neg * (1 - y)
    return -loss * torch.pow(1 - pt, one_sided_gamma)


def softmax_focal(x, y, gamma, weight=None):
    """Of soft truths [N, C] too: F.cross_entropy of each class as if it were the truth, by its share."""
    share = torch.softmax(x, 1)
    loss = torch.zeros(len(x), dtype=x.dtype)
    for c in range(x.shape[1]):
        truth = torch.full((len(x),), c)
        loss = loss + y[:, c] * (1 - share[:, c]) ** gamma * F.cross_entropy(x, truth, weight=weight, reduction="none")
    return loss


def known_mean(loss, known):
    return loss.mean() if known is None else (loss * known).sum() / known.sum().clamp(min=1)


def case(name, x, y, loss, known=None):
    x = x.clone().requires_grad_()
    value = known_mean(loss(x, y), known)
    value.backward()
    content = {"name": name, "input": tensor(x), "target": tensor(y), "value": value.item(), "gradient": tensor(x.grad)}
    if known is not None:
        content["known"] = tensor(known)
    return content


def tensor(value):
    value = value.detach()
    return {"shape": list(value.shape), "values": [float(f"{x:.9g}") for x in value.flatten().tolist()]}


def main():
    torch.manual_seed(5)
    # Inputs that float32 holds exactly, so that both sides begin with the same numbers.
    logits = (torch.randn(7, 4) * 2.5).double()
    truth = (torch.rand(7, 4) < 0.4).double()
    known = (torch.rand(7, 4) < 0.7).double()
    weight = torch.tensor([0.5, 3.0, 8.0, 1.25], dtype=torch.float64)
    classes = torch.randn(6, 3).double() * 2
    shares = F.one_hot(torch.tensor([0, 2, 1, 1, 0, 2]), 3).double()
    soft = torch.softmax(torch.randn(6, 3), 1).double()
    of_class = torch.tensor([0.5, 2.0, 1.25], dtype=torch.float64)

    def bce(x, y):
        return F.binary_cross_entropy_with_logits(x, y, pos_weight=weight, reduction="none")

    def focal(gamma, alpha):
        return lambda x, y: sigmoid_focal_loss(x, y, alpha=alpha, gamma=gamma)

    def asl(gamma_neg, gamma_pos, clip):
        return lambda x, y: asymmetric(x, y, gamma_neg, gamma_pos, clip)

    cases = [
        case("bce-known", logits, truth, bce, known),
        case("bce-none-known", logits, truth, bce, torch.zeros_like(known)),
        case("focal", logits, truth, focal(2, -1)),
        case("focal-alpha", logits, truth, focal(2, 0.25)),
        case("focal-known", logits, truth, focal(1.5, 0.75), known),
        case("focal-half", logits, truth, focal(0.5, -1)),
        case("asymmetric", logits, truth, asl(4, 1, 0.05)),
        case("asymmetric-known", logits, truth, asl(3, 0, 0.2), known),
        case("asymmetric-no-clip", logits, truth, asl(2, 2, 0)),
        case("softmax-focal", classes, shares, lambda x, y: softmax_focal(x, y, 2)),
        case("softmax-focal-weighted", classes, shares, lambda x, y: softmax_focal(x, y, 1.5, of_class)),
        case("softmax-focal-soft", classes, soft, lambda x, y: softmax_focal(x, y, 2, of_class)),
    ]
    (FOLDER / "focal.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
