"""Hilum's training in PyTorch: a head on stored features, then some or all of the backbone's stages with it."""
import copy
import time

import numpy as np
import torch
import torchvision
import variations
from torch import nn
from torch.fx.experimental.optimization import fuse

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

# The recipe hilum-best as it is; a configuration names what differs.
DEFAULTS = {
    "name": "hilum-best",
    "architecture": "mobilenet_v2",
    "seed": 42,
    "batch_size": 32,
    "dropout": 0.2,
    "label_smoothing": 0.0,
    "class_weights": "none",  # or balanced: in inverse proportion to their training pictures
    "head_epochs": 10,  # 0: the head learns with the rest alone
    "head_lr": 1e-3,
    "epochs": 4,
    "fine_tune": {"last_blocks": 6},  # or "full"
    "freeze_batch_norm": True,
    "lr": 1e-4,
    "backbone_lr": 1.0,  # a factor
    "weight_decay": 0.01,
    "rise": 0.2,
    "ema": 0.0,  # decay; 0 averages nothing
    "restore_best": True,  # the epoch of least validation loss, or the last
    "precision": "f32",  # or bf16: the backbone in autocast
    "augment": {"flip": 0.5, "brightness": 0.2, "contrast": 0.2},
}


def completed(configuration):
    """A configuration with every key.

    Raises `ValueError` for keys that don't exist.
    """
    section = configuration.get("augment", DEFAULTS["augment"])
    unknown = [*(set(configuration) - set(DEFAULTS)), *(set(section) - set(variations.DEFAULTS))]
    if unknown:
        raise ValueError(f"no such key: {', '.join(sorted(unknown))}")
    if section.get("acquisition"):
        variations.kinds(section["acquisition"])
    return DEFAULTS | configuration | {"augment": variations.DEFAULTS | section}


class Network(nn.Module):
    """A row of stages as in Sources/Backbones, global average pooling and one linear layer."""

    def __init__(self, architecture, weights, dropout, classes=2):
        super().__init__()
        if architecture == "mobilenet_v2":
            model, width = torchvision.models.mobilenet_v2(), 1280
            ends = [1, 2, 4, 7, 11, 14, 17, 18, 19]  # the rows of the paper's table 2, between the stem and the last
            parts = [model.features[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        elif architecture == "resnet18":
            model, width = torchvision.models.resnet18(), 512
            stem = nn.Sequential(model.conv1, model.bn1, model.relu, model.maxpool)
            parts = [stem, model.layer1, model.layer2, model.layer3, model.layer4]
        else:
            raise ValueError(f"no such architecture: {architecture}")
        missing, _ = model.load_state_dict(weights, strict=False)
        if missing := [key for key in missing if not key.startswith(("classifier.", "fc."))]:
            raise ValueError(f"the weights lack {missing[0]}")
        self.stages = nn.ModuleList(parts)
        self.dropout, self.head = nn.Dropout(dropout), nn.Linear(width, classes)
        self.frozen = 0
        self.freezes_batch_norm = False

    def freeze(self, fine_tune, freeze_batch_norm):
        """Lets the last stages learn, or all, with or without their batch normalisation."""
        learning = len(self.stages) if fine_tune == "full" else min(fine_tune["last_blocks"], len(self.stages))
        self.frozen, self.freezes_batch_norm = len(self.stages) - learning, freeze_batch_norm
        for place, stage in enumerate(self.stages):
            for module in stage.modules():
                is_norm = isinstance(module, nn.BatchNorm2d)
                for parameter in module.parameters(recurse=False):
                    parameter.requires_grad_(place >= self.frozen and not (is_norm and freeze_batch_norm))

    def train(self, mode=True):
        """Training mode for what learns; the rest stays as in evaluation."""
        super().train(mode)
        for place, stage in enumerate(self.stages):
            for module in stage.modules():
                if place < self.frozen or (self.freezes_batch_norm and isinstance(module, nn.BatchNorm2d)):
                    module.training = False
        return self

    def features(self, images, precision="f32"):
        """Images [N, 3, H, W] to pooled features [N, width], in float32."""
        with torch.autocast(images.device.type, torch.bfloat16, enabled=precision == "bf16"):
            with torch.no_grad():
                for stage in self.stages[: self.frozen]:
                    images = stage(images)
            for stage in self.stages[self.frozen :]:
                images = stage(images)
        return images.float().mean((2, 3))

    def forward(self, images, precision="f32"):
        """Images [N, 3, H, W] to logits [N, classes]."""
        return self.head(self.dropout(self.features(images, precision)))


def normalized(batch, device, kind=torch.float32):
    """uint8 [N, H, W] to the network's input [N, 3, H, W], channels last."""
    grey = torch.from_numpy(np.array(batch)).to(device).float().div_(255).unsqueeze(1)
    mean, std = (torch.tensor(values, device=device).view(1, 3, 1, 1) for values in (MEAN, STD))
    return ((grey - mean) / std).to(kind, memory_format=torch.channels_last)


class Average:
    """The exponential moving average of parameters and running statistics; WeightAverage.swift."""

    def __init__(self, network, decay):
        self.decay, self.step = decay, 0
        self.live = [tensor for tensor in network.state_dict(keep_vars=True).values() if tensor.is_floating_point()]
        self.live = [tensor.detach() for tensor in self.live]
        self.means = [tensor.clone() for tensor in self.live]

    def update(self):
        """Takes note of the state after a step."""
        kept = min(self.decay, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(self.means, self.live, 1 - kept)
        self.step += 1

    def exchange(self):
        """Exchanges the average and what learns."""
        for live, average in zip(self.live, self.means, strict=True):
            kept = live.clone()
            live.copy_(average)
            average.copy_(kept)


class Evaluator:
    """A network in evaluation for many pictures: batch normalisation folded, float16 on a GPU."""

    def __init__(self, network, device, full_precision):
        self.device = device
        self.kind = torch.float32 if full_precision or device.type == "cpu" else torch.float16
        stages = nn.Sequential(*copy.deepcopy(network.stages)).eval()
        self.backbone = fuse(stages).to(device, self.kind, memory_format=torch.channels_last)
        self.head = network.head

    @torch.no_grad()
    def logits(self, pictures, size=256):
        """The logits [N, classes] of pictures uint8 [N, H, W]."""
        parts = []
        for start in range(0, len(pictures), size):
            images = normalized(pictures[start : start + size], self.device, self.kind)
            parts.append(self.head(self.backbone(images).float().mean((2, 3))))
        return torch.cat(parts).double().cpu().numpy()

    def margins(self, pictures):
        """The differences of the logits [N] of pictures uint8 [N, H, W] of two classes."""
        logits = self.logits(pictures)
        return logits[:, 1] - logits[:, 0]


class Trainer:
    """Trains configurations on the same pictures."""

    def __init__(self, varied, labels, validation, validation_labels, weights, device):
        self.varied, self.labels = varied, labels
        self.validation = validation
        self.validation_labels = torch.from_numpy(validation_labels).to(device)
        self.weights, self.device = weights, device

    def train(self, configuration):
        """A trained network and a record of how it went."""
        start = time.perf_counter()
        torch.manual_seed(configuration["seed"])
        weights = self.weights.get(configuration["architecture"])
        if weights is None:
            raise ValueError(f"no weights for {configuration['architecture']}")
        network = Network(
            configuration["architecture"], weights, configuration["dropout"], int(self.labels.max()) + 1
        )
        network.to(self.device, memory_format=torch.channels_last)
        if configuration["head_epochs"]:
            self.train_head(network, configuration)
        losses = self.train_stages(network, configuration) if configuration["epochs"] else []
        if self.device.type == "cuda":
            torch.cuda.synchronize()
        return network.eval(), {"seconds": time.perf_counter() - start, "losses": losses}

    def objective(self, configuration):
        """Cross-entropy; balanced weights are those of scikit-learn."""
        weight = None
        if configuration["class_weights"] == "balanced":
            counts = np.bincount(self.labels)
            weight = torch.tensor(len(self.labels) / (len(counts) * counts), dtype=torch.float32, device=self.device)
        return nn.CrossEntropyLoss(weight, label_smoothing=configuration["label_smoothing"])

    def order(self, configuration, epoch):
        """The batches of an epoch, as arrays of places."""
        places = np.random.default_rng([configuration["seed"], epoch]).permutation(len(self.labels))
        return np.array_split(places, range(configuration["batch_size"], len(places), configuration["batch_size"]))

    @torch.no_grad()
    def stored(self, network, pictures):
        """Features of pictures under the network as it is."""
        network.eval()
        return torch.cat(
            [network.features(normalized(pictures[i : i + 256], self.device)) for i in range(0, len(pictures), 256)]
        )

    def train_head(self, network, configuration):
        """The head on stored features: Adam, until the validation loss has not fallen for three epochs."""
        features, labels = self.stored(network, self.varied.pictures), torch.from_numpy(self.labels).to(self.device)
        measured = self.stored(network, self.validation)
        optimizer = torch.optim.Adam(network.head.parameters(), lr=configuration["head_lr"])
        objective = self.objective(configuration)
        least, best, waited = float("inf"), None, 0
        for epoch in range(configuration["head_epochs"]):
            network.dropout.train()
            for batch in self.order(configuration, 1_000 + epoch):
                places = torch.from_numpy(batch).to(self.device)
                optimizer.zero_grad()
                objective(network.head(network.dropout(features[places])), labels[places]).backward()
                optimizer.step()
            with torch.no_grad():
                loss = objective(network.head(measured), self.validation_labels).item()
            waited += 1
            if loss < least:
                least, best, waited = loss, copy.deepcopy(network.head.state_dict()), 0
            if waited == 3:
                break
        network.head.load_state_dict(best)

    def train_stages(self, network, configuration):
        """The backbone's last stages and the head on varied pictures: AdamW, one cycle."""
        network.freeze(configuration["fine_tune"], configuration["freeze_batch_norm"])
        backbone = [parameter for parameter in network.stages.parameters() if parameter.requires_grad]
        rate, epochs = configuration["lr"], configuration["epochs"]
        groups = [
            {"params": list(network.head.parameters()), "lr": rate},
            {"params": backbone, "lr": rate * configuration["backbone_lr"]},
        ]
        optimizer = torch.optim.AdamW(
            groups, weight_decay=configuration["weight_decay"], fused=self.device.type == "cuda"
        )
        plan = [(epoch, batch) for epoch in range(epochs) for batch in self.order(configuration, epoch)]
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, [group["lr"] for group in groups], total_steps=len(plan), pct_start=configuration["rise"]
        )
        objective = self.objective(configuration)
        average = Average(network, configuration["ema"]) if configuration["ema"] else None
        random = np.random.default_rng([configuration["seed"], 2_000])
        losses, least, best = [], float("inf"), None
        network.train()
        pictures = self.varied.batches(plan, configuration["augment"], configuration["seed"])
        for step, ((epoch, places), batch) in enumerate(zip(plan, pictures, strict=True)):
            images = normalized(batch, self.device)
            labels = torch.from_numpy(self.labels[places]).to(self.device)
            images, labels = mixed(images, labels, configuration["augment"], random)
            optimizer.zero_grad()
            objective(network(images, configuration["precision"]), labels).backward()
            optimizer.step()
            schedule.step()
            if average:
                average.update()
            is_last = step + 1 == len(plan)
            if not is_last and plan[step + 1][0] == epoch:
                continue
            if average:
                average.exchange()
            losses.append(self.loss(network, objective, configuration["precision"]))
            if configuration["restore_best"] and losses[-1] < least:
                least, best = losses[-1], copy.deepcopy(network.state_dict())
            if average and not is_last:
                average.exchange()
            network.train()
        if best:
            network.load_state_dict(best)
        return losses

    @torch.no_grad()
    def loss(self, network, objective, precision):
        """The loss on the validation pictures."""
        network.eval()
        logits = [
            network(normalized(self.validation[start : start + 256], self.device), precision)
            for start in range(0, len(self.validation), 256)
        ]
        return objective(torch.cat(logits), self.validation_labels).item()


def mixed(images, labels, section, random):
    """A batch after MixUp or CutMix, one of them where both are wanted, with labels as shares [N, 2]."""
    wanted = [name for name in ("mixup", "cutmix") if section[name] > 0]
    if not wanted:
        return images, labels
    name = wanted[random.integers(len(wanted))]
    share = random.beta(section[name], section[name])
    order = torch.from_numpy(random.permutation(len(labels))).to(images.device)
    others = images[order]
    if name == "mixup":
        images = share * images + (1 - share) * others
    else:
        height, width = images.shape[2:]
        x, y = random.integers(width), random.integers(height)
        across, down = (int(side * (1 - share) ** 0.5) // 2 for side in (width, height))
        rows, columns = slice(max(0, y - down), y + down), slice(max(0, x - across), x + across)
        images = images.clone()
        images[:, :, rows, columns] = others[:, :, rows, columns]
        share = 1 - images[0, 0, rows, columns].numel() / (height * width)
    truth = nn.functional.one_hot(labels, 2).float()
    return images, share * truth + (1 - share) * truth[order]
