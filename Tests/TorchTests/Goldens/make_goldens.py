"""Writes *.json beside it: what PyTorch makes of small layers, losses, optimizers and schedules.

    python make_goldens.py            (PyTorch 2.13)

A tensor is {"shape": [...], "values": [...]}, values in row-major order.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

FOLDER = pathlib.Path(__file__).parent


def tensor(value):
    value = value.detach()
    digits = (lambda x: float(f"{x:.9g}")) if value.is_floating_point() else int
    return {"shape": list(value.shape), "values": [digits(x) for x in value.flatten().tolist()]}


def tensors(items):
    return {name: tensor(value) for name, value in items}


def write(name, content):
    (FOLDER / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


# Layers: forward, gradients of the input and of every parameter, and the buffers afterwards.


def layer_case(name, layer, shape, training=True):
    layer.train(training)
    for parameter in layer.parameters():
        parameter.data.uniform_(-1, 1)
    for key, buffer in layer.named_buffers():
        if buffer.is_floating_point():
            buffer.uniform_(0.5, 1.5)
    state = tensors(layer.state_dict().items())
    source = torch.randn(shape, requires_grad=True)
    output = layer(source)
    upstream = torch.randn_like(output)
    output.backward(upstream)
    return {
        "name": name,
        "training": training,
        "input": tensor(source),
        "state": state,
        "output": tensor(output),
        "upstream": tensor(upstream),
        "inputGradient": tensor(source.grad),
        "gradients": {key: tensor(value.grad) for key, value in layer.named_parameters()},
        "stateAfter": tensors(layer.state_dict().items()),
    }


class SelfAttention(nn.MultiheadAttention):
    def forward(self, tokens):
        return super().forward(tokens, tokens, tokens, need_weights=False)[0]


def token_layers():
    torch.manual_seed(2)
    tokens = (2, 3, 6)
    cases = [
        layer_case("layer-norm", nn.LayerNorm(6), tokens),
        layer_case("gelu", nn.GELU(), tokens),
        layer_case("self-attention", SelfAttention(6, 2, batch_first=True), tokens),
    ]
    write("tokens.json", cases)


def layers():
    torch.manual_seed(1)
    image = (2, 4, 6, 5)
    cases = [
        layer_case("conv", nn.Conv2d(4, 6, 3), image),
        layer_case("conv-strided", nn.Conv2d(4, 6, 3, stride=2, padding=1, bias=False), image),
        layer_case("conv-dilated", nn.Conv2d(4, 2, 3, padding=2, dilation=2), image),
        layer_case("conv-grouped", nn.Conv2d(4, 8, 3, padding=1, groups=4, bias=False), image),
        layer_case("batch-norm-2d", nn.BatchNorm2d(4), image),
        layer_case("batch-norm-2d-evaluating", nn.BatchNorm2d(4), image, training=False),
        layer_case("batch-norm-1d", nn.BatchNorm1d(5, eps=1e-3, momentum=0.01), (6, 5)),
        layer_case("linear", nn.Linear(5, 3), (4, 5)),
        layer_case("linear-unbiased", nn.Linear(5, 3, bias=False), (4, 5)),
        layer_case("max-pool", nn.MaxPool2d(3, stride=2, padding=1), image),
        layer_case("max-pool-ceiling", nn.MaxPool2d(2, ceil_mode=True), image),
        layer_case("avg-pool", nn.AvgPool2d(2), image),
        layer_case("avg-pool-padded", nn.AvgPool2d(3, stride=2, padding=1), image),
        layer_case("adaptive-avg-pool", nn.AdaptiveAvgPool2d(1), image),
        layer_case("adaptive-avg-pool-3", nn.AdaptiveAvgPool2d(3), image),
        layer_case("dropout-evaluating", nn.Dropout(0.5), (4, 5), training=False),
        layer_case("relu", nn.ReLU(), (4, 5)),
        layer_case("relu6", nn.Sequential(nn.Linear(5, 5), nn.ReLU6()), (8, 5)),
        layer_case("sigmoid", nn.Sigmoid(), (4, 5)),
        layer_case("flatten", nn.Flatten(), image),
        layer_case(
            "sequential",
            nn.Sequential(
                nn.Conv2d(1, 3, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(3), nn.MaxPool2d(2), nn.Flatten(),
                nn.Linear(12, 2),
            ),
            (3, 1, 4, 4),
        ),
    ]
    write("layers.json", cases)


# Losses: value and gradient of the input.


def loss_case(name, loss, source, target):
    source = source.clone().requires_grad_()
    value = loss(source, target)
    value.backward()
    return {
        "name": name,
        "input": tensor(source),
        "target": tensor(target),
        "value": value.item(),
        "gradient": tensor(source.grad),
    }


def losses():
    torch.manual_seed(2)
    logits, classes = torch.randn(6, 3), torch.tensor([0, 2, 1, 1, 0, 2])
    weight = torch.tensor([0.5, 2.0, 1.25])
    soft = torch.softmax(torch.randn(6, 3), 1)
    binary, truth = torch.randn(6, 2), torch.tensor([[0, 1], [1, 1], [0, 0], [1, 0], [1, 0], [0, 1]]).float()
    cases = [
        loss_case("cross-entropy", nn.CrossEntropyLoss(), logits, classes),
        loss_case("cross-entropy-weighted", nn.CrossEntropyLoss(weight), logits, classes),
        loss_case("cross-entropy-smoothed", nn.CrossEntropyLoss(label_smoothing=0.1), logits, classes),
        loss_case("cross-entropy-both", nn.CrossEntropyLoss(weight, label_smoothing=0.2), logits, classes),
        loss_case("cross-entropy-soft", nn.CrossEntropyLoss(), logits, soft),
        loss_case("bce-with-logits", nn.BCEWithLogitsLoss(), binary, truth),
        loss_case("bce-with-logits-weighted", nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0])), binary, truth),
        loss_case("bce", nn.BCELoss(), torch.sigmoid(binary), truth),
    ]
    write("losses.json", cases)


# Optimizers and schedules: fifty steps of a small network.

STEPS = 50


def network():
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2))


def trajectory(name, make, clip=None, schedule=None):
    model = network()
    torch.manual_seed(4)
    source, target = torch.randn(16, 4), torch.randn(16, 2)
    groups = [
        {"params": list(model[0].parameters()), "lr": 0.02, "weight_decay": 0.1},
        {"params": list(model[2].parameters()), "lr": 0.05, "weight_decay": 0.0},
    ]
    optimizer = make(groups)
    scheduler = schedule(optimizer) if schedule else None
    start = tensors(model.state_dict().items())
    values, norms = [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = F.mse_loss(model(source), target)
        loss.backward()
        if clip:
            norms.append(nn.utils.clip_grad_norm_(model.parameters(), clip).item())
        optimizer.step()
        if scheduler:
            scheduler.step()
        values.append(loss.item())
    return {
        "name": name,
        "input": tensor(source),
        "target": tensor(target),
        "start": start,
        "losses": values,
        "norms": norms,
        "end": tensors(model.state_dict().items()),
    }


def optimizers():
    optim, schedules = torch.optim, torch.optim.lr_scheduler
    cases = [
        trajectory("sgd", lambda groups: optim.SGD(groups, lr=0.1)),
        trajectory("sgd-momentum", lambda groups: optim.SGD(groups, lr=0.1, momentum=0.9)),
        trajectory("sgd-nesterov", lambda groups: optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True)),
        trajectory("adam", lambda groups: optim.Adam(groups)),
        trajectory("adamw", lambda groups: optim.AdamW(groups)),
        trajectory("adam-betas", lambda groups: optim.Adam(groups, betas=(0.8, 0.95), eps=1e-4)),
        trajectory("adam-clipped", lambda groups: optim.Adam(groups), clip=0.5),
        trajectory(
            "adamw-one-cycle", lambda groups: optim.AdamW(groups),
            schedule=lambda optimizer: schedules.OneCycleLR(optimizer, [0.02, 0.05], total_steps=STEPS + 1),
        ),
        trajectory(
            "sgd-one-cycle", lambda groups: optim.SGD(groups, momentum=0.9),
            schedule=lambda optimizer: schedules.OneCycleLR(optimizer, [0.02, 0.05], total_steps=STEPS + 1),
        ),
    ]
    write("optimizers.json", cases)


def schedule_case(name, make, metrics=None):
    parameter = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    rates, momenta = [], []
    for step in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        scheduler.step(metrics[step]) if metrics else scheduler.step()
    return {"name": name, "rates": rates, "momenta": momenta, "metrics": metrics or []}


def schedules():
    torch.manual_seed(5)
    schedules = torch.optim.lr_scheduler
    falling = [round(1 / (1 + step // 7) + 0.01 * float(torch.rand(())), 6) for step in range(STEPS)]
    rising = [round(1 - value, 6) for value in falling]

    def warm_cosine(optimizer):
        return schedules.SequentialLR(
            optimizer,
            [
                schedules.LinearLR(optimizer, start_factor=0.1, total_iters=8),
                schedules.CosineAnnealingLR(optimizer, T_max=STEPS - 8, eta_min=1e-3),
            ],
            milestones=[8],
        )

    plateau = schedules.ReduceLROnPlateau
    cases = [
        schedule_case("constant", lambda optimizer: schedules.ConstantLR(optimizer, factor=1)),
        schedule_case("step", lambda optimizer: schedules.StepLR(optimizer, 7, gamma=0.5)),
        schedule_case("cosine", lambda optimizer: schedules.CosineAnnealingLR(optimizer, T_max=STEPS)),
        schedule_case("cosine-warm", warm_cosine),
        schedule_case("one-cycle", lambda optimizer: schedules.OneCycleLR(optimizer, 0.1, total_steps=STEPS)),
        schedule_case(
            "plateau-falling", lambda optimizer: plateau(optimizer, factor=0.5, patience=2, min_lr=1e-3), falling
        ),
        schedule_case(
            "plateau-rising", lambda optimizer: plateau(optimizer, "max", factor=0.5, patience=1, cooldown=2), rising
        ),
    ]
    write("schedules.json", cases)


# First values: what seeded layers start from.


def initialization():
    torch.manual_seed(101010)
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 6, 3, groups=2, bias=False), nn.Linear(6, 2))
    kaiming = nn.Conv2d(2, 5, 3, bias=False)
    torch.manual_seed(7)
    nn.init.kaiming_normal_(kaiming.weight, mode="fan_out", nonlinearity="relu")
    write("initialization.json", {"standard": tensors(model.state_dict().items()), "kaiming": tensor(kaiming.weight)})


if __name__ == "__main__":
    layers()
    token_layers()
    losses()
    optimizers()
    schedules()
    initialization()
