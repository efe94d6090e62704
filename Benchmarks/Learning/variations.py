"""How training pictures are varied: the section `augment` of Hilum's recipes (docs/recipes.md), pictures of 8 bits in and out.

A picture's variation is a function of the seed, the epoch and the picture. Hilum keeps fractions of levels where this
rounds once at the end; the distributions are the same.
"""
import collections
import concurrent.futures
import math
import multiprocessing
import multiprocessing.util

import changes
import numpy as np

# Kinds of change that `acquisition` draws from: what is done, and the range of its amount.
LIGHT = {
    "brightness": (changes.brightness, "even", 0.5, 1.5),
    "contrast": (changes.contrast, "even", 0.4, 1.6),
    "gamma": (changes.gamma, "logarithmic", 0.4, 1.6),
    "blur": (changes.blur, "even", 0, 2.5),
    "noise": (changes.gaussian_noise, "even", 0, 0.08),
    "jpeg": (changes.jpeg, "logarithmic", 8, 80),
    "low_resolution": (changes.resolution, "even", 0.3, 0.9),
}
STRONG = LIGHT | {
    "shot_noise": (changes.shot_noise, "even", 60, 300),
    "unsharp_mask": (changes.unsharp_narrow, "even", 0.5, 2.5),
    "window_narrow": (changes.window_narrow, "even", 0, 0.2),
    "window_wide": (changes.window_wide, "even", 1, 3),
    "equalization": (changes.equalization, "even", 0, 1),
    "impulse_noise": (changes.impulse_noise, "even", 0, 0.02),
    "borders": (changes.borders, "even", 0, 0.1),
    "collimation": (changes.collimation, "even", 0, 0.12),
    "text": (changes.text, "even", 1, 6),
    "half_dark": (changes.half_dark, "even", 0.5, 1),
}
PRESETS = {"light": LIGHT, "strong": STRONG}

DEFAULTS = {
    "flip": 0.0, "rotation": 0.0, "translate": 0.0, "crop_scale": 1.0, "aspect": 1.0, "zoom": 1.0, "geometry": 1.0, "blur": 0.0, "brightness": 0.0,
    "contrast": 0.0, "noise": 0.0, "erase": 0.0, "acquisition": None, "mixup": 0.0, "cutmix": 0.0,
}  # fmt: skip


def kinds(acquisition):
    """The kinds that {preset, probability, without, only} draws from."""
    chosen = acquisition.get("only") or PRESETS[acquisition["preset"]]
    left_out = acquisition.get("without", [])
    unknown = [name for name in [*chosen, *left_out] if name not in STRONG]
    if unknown:
        raise ValueError(f"no such kind of acquisition: {', '.join(unknown)}")
    return [STRONG[name] for name in chosen if name not in left_out]


def acquire(picture, acquisition, random):
    """With a probability, one change of a kind that is drawn."""
    if random.random() >= acquisition["probability"]:
        return picture
    among = kinds(acquisition)
    change, spread, low, high = among[random.integers(len(among))]
    place = random.random()
    amount = low + (high - low) * place if spread == "even" else low * (high / low) ** place
    return change(picture, amount, random)


def rectangle(random, least, most, proportions):
    """Centre and sides, as shares, of a rectangle anywhere inside; its area is even, its proportions' logarithm too.

    None after ten tries that were too long, as in torchvision's `RandomResizedCrop`.
    """
    for _ in range(10):
        area, ratio = random.uniform(least, most), math.exp(random.uniform(*np.log(proportions)))
        width, height = math.sqrt(area * ratio), math.sqrt(area / ratio)
        x, y = random.random(2)
        if width <= 1 and height <= 1:
            return width / 2 + x * (1 - width), height / 2 + y * (1 - height), width, height
    return None


def affine(flip, rotation, stretch, translation, crop, width, height):
    """From places in the varied picture to places in the picture, [2, 3]: one map, as in Variation.swift."""

    def move(x, y):
        return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])

    center_x, center_y, crop_width, crop_height = crop
    angle = -math.radians(rotation)
    turn = np.array([[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]])
    steps = [
        np.array([[-1, 0, width], [0, 1, 0], [0, 0, 1.0]]) if flip else np.eye(3),
        move(-width / 2, -height / 2),
        np.diag([crop_width, crop_height, 1]),
        move(center_x * width, center_y * height),
        move(-translation[0] * width - width / 2, -translation[1] * height - height / 2),
        np.diag([*stretch, 1]),
        turn,
        move(width / 2, height / 2),
    ]
    matrix = np.eye(3)
    for step in steps:
        matrix = step @ matrix
    return matrix[:2]


def vary(picture, section, random):
    """The picture, varied by a section with the keys of `DEFAULTS`."""
    height, width = picture.shape
    flip = random.random() < section["flip"]
    rotation = random.uniform(-section["rotation"], section["rotation"])
    translation = random.uniform(-section["translate"], section["translate"], 2)
    brightness = random.uniform(1 - section["brightness"], 1 + section["brightness"])
    contrast = random.uniform(1 - section["contrast"], 1 + section["contrast"])
    blur, noise = random.uniform(0, section["blur"]), random.uniform(0, section["noise"])
    aspect = section["aspect"] ** random.uniform(-1, 1)
    zoom = section["zoom"] ** random.uniform(-1, 1)
    stays = random.random() >= section["geometry"]
    crop = None
    if section["crop_scale"] < 1:
        crop = rectangle(random, section["crop_scale"], 1, (3 / 4, 4 / 3))
    mean = picture.mean()
    if not stays and (rotation or translation.any() or crop or aspect != 1 or zoom != 1):
        stretch = (1 / math.sqrt(aspect) / zoom, math.sqrt(aspect) / zoom)
        matrix = affine(flip, rotation, stretch, translation, crop or (0.5, 0.5, 1, 1), width, height)
        picture = np.rint(changes.warp(picture, matrix)).astype(np.uint8)
    elif flip:
        picture = np.ascontiguousarray(picture[:, ::-1])
    if section["acquisition"]:
        picture = acquire(picture, section["acquisition"], random)
    levels = picture
    if blur > 0:
        levels = changes.smooth(levels, changes.wide_enough(blur), blur)
    if brightness != 1 or contrast != 1:
        levels = np.clip(levels * np.float32(contrast * brightness) + brightness * mean * (1 - contrast), 0, 255)
    if noise > 0:
        levels = levels + np.float32(255 * noise) * random.standard_normal(picture.shape, np.float32)
    picture = np.rint(np.clip(levels, 0, 255)).astype(np.uint8)
    if random.random() < section["erase"] and (erased := rectangle(random, 0.02, 0.15, (0.3, 3.3))):
        x, y, across, down = erased
        columns = slice(round((x - across / 2) * width), round((x + across / 2) * width))
        rows = slice(round((y - down / 2) * height), round((y + down / 2) * height))
        picture = picture.copy()
        picture[rows, columns] = round(picture.mean())
    return picture


def is_identity(section):
    """Whether pictures stay as they are; mixing is another matter."""
    return all(section[key] == value for key, value in DEFAULTS.items() if key not in ("mixup", "cutmix"))


_pictures = None


def _open(path):
    global _pictures
    _pictures = np.load(path, mmap_mode="r")


def _vary_batch(indices, section, seed, epoch):
    batch = []
    for index in indices:
        random = np.random.Generator(np.random.SFC64([seed, epoch, index]))
        batch.append(vary(np.asarray(_pictures[index]), section, random))
    return np.stack(batch)


class VariedPictures:
    """Batches of varied pictures of a .npy file [N, H, W], made ahead by worker processes."""

    def __init__(self, path, workers, ahead=96):
        self.pictures = np.load(path, mmap_mode="r")
        self.ahead = ahead
        self.pool = concurrent.futures.ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_open, initargs=(path,)
        )
        # A process that ends waits for its children before it ends their pools and after it closed their queues (10).
        multiprocessing.util.Finalize(self, self.pool.shutdown, exitpriority=100)

    def batches(self, plan, section, seed):
        """uint8 [B, H, W] for each (epoch, indices) of a plan, in its order."""
        if is_identity(section):
            yield from (self.pictures[indices] for _, indices in plan)
            return
        waiting = collections.deque()
        for epoch, indices in plan:
            waiting.append(self.pool.submit(_vary_batch, indices, section, seed, epoch))
            if len(waiting) > self.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
