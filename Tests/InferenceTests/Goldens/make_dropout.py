"""Writes dropout.json: means and standard deviations over passes of torch.nn.Dropout in training mode. Needs torch.

The masks that PyTorch drew are read off its own dropout layer by a hook and written down, so that Hilum can drop the same.
"""
import json
import pathlib
import torch

from heads import layers

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
width, passes, temperature = 12, 20, 1.7


def heads():
    yield "linear", 0.2, torch.nn.Sequential(torch.nn.Linear(width, 2))
    norm = torch.nn.BatchNorm1d(8)
    norm.running_mean.uniform_(-0.2, 0.2), norm.running_var.uniform_(0.5, 1.5)
    norm.weight.data.uniform_(0.5, 1.5), norm.bias.data.uniform_(-0.2, 0.2)
    yield "hidden", 0.5, torch.nn.Sequential(torch.nn.Linear(width, 8), torch.nn.ReLU(), norm, torch.nn.Linear(8, 2))
    yield "sigmoid", 0.3, torch.nn.Sequential(torch.nn.Linear(width, 1))


cases = []
for name, rate, head in heads():
    embedding = torch.rand(width) * 3
    dropout = torch.nn.Dropout(rate)
    masks, probabilities = [], []
    dropout.register_forward_hook(lambda layer, inputs, output: masks.append((output[0] != 0).tolist()))
    network = torch.nn.Sequential(*head[:-1], dropout, head[-1]).eval()
    dropout.train()
    with torch.no_grad():
        for _ in range(passes):
            logits = network(embedding[None])[0] / temperature
            probabilities.append(torch.sigmoid(logits[0]) if len(logits) == 1 else torch.softmax(logits, 0)[1])
    probabilities = torch.stack(probabilities)
    cases.append(
        {
            "name": name, "rate": rate, "temperature": temperature, "layers": list(layers(head)),
            "embedding": embedding.tolist(), "masks": masks, "mean": probabilities.mean().item(),
            "deviation": probabilities.std(correction=1).item(),
        }
    )

pathlib.Path(__file__).with_name("dropout.json").write_text(json.dumps(cases) + "\n")
