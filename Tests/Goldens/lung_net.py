"""The network that outlines lungs, in PyTorch; `LungNet.swift` has the same keys."""
from torch import nn
from torch.nn import functional

WIDTHS = [16, 32, 48, 80, 128]


class ConvBN(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return functional.relu(self.bn(self.conv(x)))


class Step(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.reduce = nn.Conv2d(inputs, outputs, 1)
        self.fuse = ConvBN(outputs, outputs)

    def forward(self, x, skipped):
        larger = functional.interpolate(self.reduce(x), scale_factor=2, mode="bilinear", align_corners=False)
        return self.fuse(larger + skipped)


class LungNet(nn.Module):
    def __init__(self):
        super().__init__()
        pairs = list(zip([1] + WIDTHS, WIDTHS))
        self.encoder = nn.ModuleList(nn.Sequential(ConvBN(i, o, 2), ConvBN(o, o)) for i, o in pairs)
        self.decoder = nn.ModuleList(Step(WIDTHS[i + 1], WIDTHS[i]) for i in (3, 2, 1, 0))
        self.head = nn.Conv2d(WIDTHS[0], 1, 1)

    def forward(self, x):
        levels = []
        for block in self.encoder:
            x = block(x)
            levels.append(x)
        for step, skipped in zip(self.decoder, reversed(levels[:-1])):
            x = step(x, skipped)
        return self.head(x)
