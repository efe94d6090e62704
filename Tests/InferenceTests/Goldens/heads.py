"""How golden files have a head's layers, which the tests read as GoldenLayer."""
import torch


def layers(head):
    for layer in head:
        if isinstance(layer, torch.nn.Linear):
            yield {"weight": layer.weight.flatten().tolist(), "bias": layer.bias.tolist()}
        elif isinstance(layer, torch.nn.ReLU):
            yield {}
        else:
            scale = layer.weight / torch.sqrt(layer.running_var + layer.eps)
            yield {"scale": scale.tolist(), "shift": (layer.bias - layer.running_mean * scale).tolist()}
