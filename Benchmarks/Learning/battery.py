"""The stress battery of Sources/Stress: MedMNIST-C's 13 kinds for chest X-rays and the 16 of our own."""
import dataclasses
import zlib

import changes
import numpy as np


@dataclasses.dataclass(frozen=True)
class Kind:
    """One way in which pictures of elsewhere differ, and what it does at the severities from 1 on."""

    name: str
    family: str
    change: object
    amounts: list


def _medmnist_c(name, change, amounts):
    return Kind(name, "medmnist_c", change, amounts)


def _geometry(name, change, amounts):
    return Kind(name, "geometry", change, amounts)


def _acquisition(name, change, amounts):
    return Kind(name, "acquisition", change, amounts)


KINDS = [
    _medmnist_c("pixelate", changes.pixelate, [0.8, 0.7, 0.6, 0.5, 0.4]),
    _medmnist_c("jpeg_compression", changes.jpeg, [50, 30, 15, 10, 7]),
    _medmnist_c("gaussian_noise", changes.gaussian_noise, [0.04, 0.05, 0.06, 0.07, 0.08]),
    _medmnist_c("speckle_noise", changes.speckle_noise, [0.05, 0.07, 0.10, 0.15, 0.20]),
    _medmnist_c("impulse_noise", changes.impulse_noise, [0.005, 0.01, 0.013, 0.017, 0.02]),
    _medmnist_c("shot_noise", changes.shot_noise, [300, 200, 150, 100, 80]),
    _medmnist_c("gaussian_blur", changes.gaussian_blur, [3, 5, 7, 9, 11]),
    _medmnist_c("brightness_up", changes.brightness, [1.1, 1.2, 1.3, 1.4, 1.5]),
    _medmnist_c("brightness_down", changes.brightness, [0.9, 0.8, 0.7, 0.6, 0.5]),
    _medmnist_c("contrast_up", changes.contrast, [1.1, 1.2, 1.3, 1.4, 1.6]),
    _medmnist_c("contrast_down", changes.contrast, [0.9, 0.8, 0.7, 0.6, 0.4]),
    _medmnist_c("gamma_corr_up", changes.gamma, [1.1, 1.2, 1.3, 1.4, 1.6]),
    _medmnist_c("gamma_corr_down", changes.gamma, [0.9, 0.8, 0.7, 0.6, 0.4]),
    _geometry("rotation_clockwise", changes.rotation_clockwise, [5, 10, 15, 20]),
    _geometry("rotation_counterclockwise", changes.rotation_counterclockwise, [5, 10, 15, 20]),
    _geometry("zoom_in", changes.zoom, [1.05, 1.1, 1.15, 1.2, 1.3]),
    _geometry("zoom_out", changes.zoom, [0.95, 0.9, 0.85, 0.8, 0.7]),
    _geometry("shift", changes.shift, [0.02, 0.04, 0.06, 0.08, 0.1]),
    _geometry("aspect_narrow", changes.aspect, [0.96, 0.92, 0.88, 0.84, 0.8]),
    _geometry("aspect_wide", changes.aspect, [1.05, 1.1, 1.15, 1.2, 1.25]),
    _geometry("low_resolution", changes.low_resolution, [0.7, 0.5, 0.4, 0.3, 0.2]),
    _acquisition("unsharp_mask", changes.unsharp_wide, [0.4, 0.8, 1.2, 1.6, 2]),
    _acquisition("equalization", changes.equalization, [0.2, 0.4, 0.6, 0.8, 1]),
    _acquisition("window_narrow", changes.window_narrow, [0.02, 0.05, 0.1, 0.15, 0.2]),
    _acquisition("window_wide", changes.window_wide, [1.25, 1.5, 2, 2.5, 3]),
    _acquisition("text", changes.text, [1, 2, 3, 4, 6]),
    _acquisition("borders", changes.borders, [0.02, 0.04, 0.06, 0.08, 0.1]),
    _acquisition("collimation", changes.collimation, [0.03, 0.05, 0.07, 0.09, 0.12]),
    _acquisition("half_dark", changes.half_dark, [0.9, 0.8, 0.7, 0.6, 0.5]),
]

# No variation of the training has these, on purpose: they show what it is worth beyond itself.
HELD_OUT = ["pixelate", "speckle_noise", "aspect_narrow", "aspect_wide"]

# Those of StressBattery.light: what an operating point may be chosen by.
LIGHT = [
    "jpeg_compression", "gaussian_noise", "gaussian_blur", "brightness_up", "contrast_down", "gamma_corr_down",
    "rotation_clockwise", "zoom_out", "unsharp_mask", "equalization", "window_narrow", "borders", "half_dark",
]  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Cell:
    """A kind at a severity from 1 on."""

    kind: Kind
    severity: int

    @property
    def name(self):
        """As `hilum stress` writes it: `rotation_clockwise-2`."""
        return f"{self.kind.name}-{self.severity}"

    def apply(self, picture, index):
        """The picture with this place in its set, changed; the same every time."""
        random = np.random.Generator(np.random.SFC64([zlib.crc32(self.name.encode()), index]))
        return self.kind.change(picture, self.kind.amounts[self.severity - 1], random)


def cells(severities=None):
    """The cells of a battery: all, or those of some severities."""
    return [
        Cell(kind, severity)
        for kind in KINDS
        for severity in range(1, len(kind.amounts) + 1)
        if severities is None or severity in severities
    ]


BATTERIES = {"all": cells(), "light": cells([2, 4])}


def write_cells(battery, start, stop, source, target):
    """Writes cells start..<stop of a battery over the pictures of one .npy file into another, [cells, N, H, W]."""
    pictures, changed = np.load(source, mmap_mode="r"), np.load(target, mmap_mode="r+")
    for place in range(start, stop):
        cell = BATTERIES[battery][place]
        for index, picture in enumerate(pictures):
            changed[place, index] = cell.apply(np.asarray(picture), index)
