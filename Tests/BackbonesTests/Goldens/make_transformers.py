#!/usr/bin/env python3
"""Makes transformers.json: networks with attention by torchvision and timm, with weights and pictures of `patterns.py`.

    python3 make_transformers.py            (torch, torchvision, timm, numpy)

Attention rollout (Abnar and Zuidema, 2020) is computed in NumPy from the inputs of every block's attention.
"""
import json
import pathlib
import sys

import numpy as np
import timm
import torch
import torchvision
from torch import nn
from torchvision.models.vision_transformer import EncoderBlock

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "Goldens"))
from patterns import pattern, weights  # noqa: E402


class Pooling(nn.Module):
    """A transformer on a map of 7 × 7, of torchvision's encoder blocks, pooled by one query."""

    def __init__(self, channels, width=192, heads=3, blocks=2):
        super().__init__()
        self.projection = nn.Conv2d(channels, width, 1)
        self.position = nn.Parameter(torch.zeros(1, 49, width))
        self.blocks = nn.Sequential(*[EncoderBlock(heads, width, 4 * width, 0.0, 0.0) for _ in range(blocks)])
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.query = nn.Parameter(torch.zeros(1, width))

    def forward(self, features):
        tokens = self.projection(features).flatten(2).transpose(1, 2) + self.position
        tokens = self.norm(self.blocks(tokens))
        self.rows = (tokens @ self.query[0] / self.query.shape[1] ** 0.5).softmax(-1)
        return torch.einsum("nt,ntf->nf", self.rows, tokens)


class Head(nn.Linear):
    def __init__(self, channels):
        super().__init__(192, 2)
        self.attention = Pooling(channels)

    def forward(self, features):
        return super().forward(self.attention(features))


def hybrid_resnet18():
    model = torchvision.models.resnet18()
    model.avgpool = nn.Identity()
    model.fc = Head(512)
    model.forward = lambda x: model.fc(
        model.layer4(model.layer3(model.layer2(model.layer1(model.maxpool(model.relu(model.bn1(model.conv1(x)))))))))
    return model


def hybrid_mobilenet_v2():
    model = torchvision.models.mobilenet_v2()
    model.classifier[1] = Head(1280)
    model.forward = lambda x: model.classifier(model.features(x))
    return model


MODELS = {
    "vit_b_16": lambda: torchvision.models.vit_b_16(num_classes=2),
    "vit_tiny": lambda: timm.create_model("vit_tiny_patch16_224", num_classes=2),
    "hybrid_resnet18": hybrid_resnet18,
    "hybrid_mobilenet_v2": hybrid_mobilenet_v2,
}


def attention(module, tokens):
    """The attention of all heads' mean, [N, T, T], in NumPy."""
    if isinstance(module, nn.MultiheadAttention):
        weight, bias, heads = module.in_proj_weight, module.in_proj_bias, module.num_heads
    else:
        weight, bias, heads = module.qkv.weight, module.qkv.bias, module.num_heads
    weight, bias, tokens = (value.detach().double().numpy() for value in (weight, bias, tokens))
    n, t, f = tokens.shape
    query, key = ((tokens @ weight[i * f:(i + 1) * f].T + bias[i * f:(i + 1) * f]).reshape(n, t, heads, -1)
                  for i in range(2))
    scores = np.einsum("nahd,nbhd->nhab", query, key) / np.sqrt(f / heads)
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    return (scores / scores.sum(-1, keepdims=True)).mean(1)


goldens = {}
image = torch.from_numpy(pattern("image", 2 * 3 * 224 * 224)).reshape(2, 3, 224, 224)
for name, make in MODELS.items():
    model = make().eval()
    model.load_state_dict({key: weights(key, tuple(value.shape)) for key, value in model.state_dict().items()})
    maps = []
    for module in model.modules():
        if isinstance(module, nn.MultiheadAttention) or type(module).__name__ == "Attention":
            module.register_forward_pre_hook(lambda module, inputs: maps.append(attention(module, inputs[0])))
    with torch.inference_mode():
        logits = model(image)
    rollout = np.eye(maps[0].shape[1])
    for block in maps:
        rollout = (block + np.eye(block.shape[1])) / 2 @ rollout
    pooling = next((module for module in model.modules() if isinstance(module, Pooling)), None)
    rows = rollout[:, 0, 1:] if pooling is None else np.einsum("nt,nts->ns", pooling.rows.double().numpy(), rollout)
    goldens[name] = {
        "keys": {key: list(value.shape) for key, value in model.state_dict().items()},
        "logits": logits.tolist(),
        "attention": [[float(f"{value:.6g}") for value in row] for row in rows],
    }
    print(name, len(maps), logits.tolist(), rows[0].min(), rows[0].max())
(HERE / "transformers.json").write_text(json.dumps(goldens, separators=(",", ":"), sort_keys=True))
