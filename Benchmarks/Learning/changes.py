"""What can be done to a grey picture of 8 bits: levels, noise, coding, scanners, marks and geometry.

Every function takes a picture (uint8, [H, W]), an amount and a NumPy generator, and returns a new picture of the same
shape. The definitions are those of Sources/Stress, so that learning, measuring and the peer speak of the same things; the
random numbers differ.
"""
import io
import math

import cv2
import numpy as np
from PIL import Image

cv2.setNumThreads(0)


def cut(values):
    """Levels cut off to 0...255 and truncated, as a cast to a byte does."""
    return np.clip(values, 0, 255).astype(np.uint8)


# Levels: a table of 256 entries.

LEVELS = np.arange(256)


def blend(level, factor):
    """Pillow's `Image.blend` of a constant and every level, in single precision."""
    start = np.float32(level)
    return cut(start + np.float32(factor) * (LEVELS.astype(np.float32) - start))


def brightness(picture, factor, _):
    """Levels times a factor (`PIL.ImageEnhance.Brightness`)."""
    return blend(0, factor)[picture]


def contrast(picture, factor, _):
    """Differences to the mean times a factor (`PIL.ImageEnhance.Contrast`)."""
    return blend(int(picture.mean(dtype=np.float64) + 0.5), factor)[picture]


def gamma(picture, exponent, _):
    """Levels from 0 to 1 to an exponent (torchvision's `adjust_gamma`)."""
    return cut(255.999 * (LEVELS / 255) ** exponent)[picture]


def quantiles(picture, low, high):
    """The levels below which these shares of the pixels lie."""
    sums = np.cumsum(np.bincount(picture.ravel(), minlength=256))
    return [int(np.searchsorted(sums, int(share * picture.size), side="right")) for share in (low, high)]


def window_narrow(picture, share, _):
    """A window that cuts off a share of the pixels at each end."""
    low, high = quantiles(picture, share, 1 - share)
    return cut(np.rint(255 * (LEVELS - low) / (high - low)))[picture] if low < high else picture


def window_wide(picture, width, _):
    """A window so many times wider than the levels reach."""
    low, high = quantiles(picture, 0.005, 0.995)
    if low >= high:
        return picture
    return cut(np.rint(127.5 + 255 * (LEVELS - (low + high) / 2) / (width * (high - low))))[picture]


def equalization(picture, share, _):
    """Levels a share of the way to those of the equalized picture."""
    counts = np.bincount(picture.ravel(), minlength=256)
    darkest = int(np.argmax(counts > 0))
    if counts[darkest] == picture.size:
        return picture
    sums = np.cumsum(counts) - counts[darkest]
    table = np.clip(np.rint(sums * (255 / (picture.size - counts[darkest]))), 0, 255)
    return cut(np.rint(LEVELS + share * (table - LEVELS)))[picture]


# Noise: as in MedMNIST-C, of each of three channels that become grey again.


def grey_of_three(channels):
    """Pillow's `convert("L")` of uint8 [3, H, W]."""
    red, green, blue = channels.astype(np.uint32)
    return ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16).astype(np.uint8)


def three(picture):
    """The picture as three channels of levels from 0 to 1."""
    return np.broadcast_to(picture.astype(np.float32) / 255, (3, *picture.shape))


def unit_to_grey(channels):
    """Levels from 0 to 1, cut off and truncated, to one grey channel."""
    return grey_of_three((np.clip(channels, 0, 1) * 255).astype(np.uint8))


def gaussian_noise(picture, deviation, random):
    """Noise of the normal distribution, white being 1."""
    clean = three(picture)
    return unit_to_grey(clean + np.float32(deviation) * random.standard_normal(clean.shape, np.float32))


def speckle_noise(picture, deviation, random):
    """Normal noise times the level."""
    clean = three(picture)
    return unit_to_grey(clean + clean * (np.float32(deviation) * random.standard_normal(clean.shape, np.float32)))


def shot_noise(picture, photons, random):
    """Photons counted, of which white has so many."""
    return unit_to_grey(random.poisson(three(picture) * photons) / photons)


def impulse_noise(picture, share, random):
    """A share of the samples black or white."""
    chance = random.random((3, *picture.shape), np.float32)
    white = random.random(chance.shape, np.float32) < 0.5
    return grey_of_three(np.where(chance <= share, np.where(white, 255, 0), picture[None]).astype(np.uint8))


# Sharpness and coding.


def smooth(picture, size, deviation):
    """A Gaussian over `size` pixels each way, reflected at the edges; float32, not rounded."""
    places = np.arange(size) - (size - 1) / 2
    kernel = np.exp(-0.5 * (places / deviation) ** 2)
    kernel = (kernel / kernel.sum()).astype(np.float32)
    return cv2.sepFilter2D(picture.astype(np.float32), cv2.CV_32F, kernel, kernel, borderType=cv2.BORDER_REFLECT_101)


def wide_enough(deviation):
    """The side of a kernel that reaches three standard deviations each way."""
    return 2 * math.ceil(3 * deviation) + 1


def gaussian_blur(picture, size, _):
    """torchvision's `gaussian_blur` with a kernel of a size."""
    return np.rint(smooth(picture, size, 0.15 * size + 0.35)).astype(np.uint8)


def blur(picture, deviation, _):
    """A Gaussian blur, by its standard deviation in pixels."""
    return np.rint(smooth(picture, wide_enough(deviation), deviation)).astype(np.uint8) if deviation > 0 else picture


def sharpen(picture, amount, deviation):
    """The picture and so much of what a blur takes away."""
    return cut(picture + np.float32(amount) * (picture - smooth(picture, wide_enough(deviation), deviation)) + 0.5)


def unsharp_wide(picture, amount, _):
    """Edges raised over a fiftieth of the side, as computed radiography does."""
    return sharpen(picture, amount, max(0.5, min(picture.shape) / 50))


def unsharp_narrow(picture, amount, random):
    """Edges raised over 1 to 3 pixels."""
    return sharpen(picture, amount, random.uniform(1, 3))


def jpeg(picture, quality, _):
    """JPEG and back."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=int(quality))
    return np.asarray(Image.open(file))


def fewer_pixels(picture, share, down, up):
    """A share of each side, and back."""
    height, width = picture.shape
    small = Image.fromarray(picture).resize((max(1, int(width * share)), max(1, int(height * share))), down)
    return np.asarray(small.resize((width, height), up))


def pixelate(picture, share, _):
    """Fewer pixels and back by areas."""
    return fewer_pixels(picture, share, Image.BOX, Image.BOX)


def low_resolution(picture, share, _):
    """Fewer pixels and back bilinearly."""
    return fewer_pixels(picture, share, Image.BILINEAR, Image.BILINEAR)


def resolution(picture, share, _):
    """Fewer pixels by areas, and back bilinearly."""
    return fewer_pixels(picture, share, Image.BOX, Image.BILINEAR)


# Marks and edges.

LABELS = ["L", "R", "AP", "PA", "PORTABLE", "SUPINE", "ERECT", "L 12", "R 07", "10 03 17", "AP 110", "2041"]
GLYPHS = {
    "0": [14, 17, 19, 21, 25, 17, 14], "1": [4, 12, 4, 4, 4, 4, 14], "2": [14, 17, 1, 2, 4, 8, 31],
    "3": [31, 2, 4, 2, 1, 17, 14], "4": [2, 6, 10, 18, 31, 2, 2], "7": [31, 1, 2, 4, 8, 8, 8],
    "A": [14, 17, 17, 31, 17, 17, 17], "B": [30, 17, 17, 30, 17, 17, 30], "C": [14, 17, 16, 16, 16, 17, 14],
    "E": [31, 16, 16, 30, 16, 16, 31], "I": [14, 4, 4, 4, 4, 4, 14], "L": [16, 16, 16, 16, 16, 16, 31],
    "N": [17, 25, 25, 21, 19, 19, 17], "O": [14, 17, 17, 17, 17, 17, 14], "P": [30, 17, 17, 30, 16, 16, 16],
    "R": [30, 17, 17, 30, 20, 18, 17], "S": [15, 16, 16, 14, 1, 1, 30], "T": [31, 4, 4, 4, 4, 4, 4],
    "U": [17, 17, 17, 17, 17, 17, 14],
}  # fmt: skip


def text(picture, count, random):
    """Markers and labels burnt in, so many."""
    picture = picture.copy()
    height, width = picture.shape
    side = min(height, width)
    for _ in range(round(count)):
        label = LABELS[random.integers(len(LABELS))]
        unit = max(1, int(side * random.uniform(0.004, 0.009)))
        room_x, room_y = max(0, width - (6 * len(label) - 1) * unit), max(0, height - 7 * unit)
        margin = min(room_y, side // 40)
        top = [margin, room_y - margin, int(random.random() * room_y)][random.integers(3)]
        left = int(random.random() * room_x)
        level = 255 if random.random() < 0.8 else 0
        for place, character in enumerate(label):
            for row, dots in enumerate(GLYPHS.get(character, [])):
                for column in range(5):
                    if dots >> (4 - column) & 1:
                        x, y = left + (6 * place + column) * unit, top + row * unit
                        picture[y : y + unit, x : x + unit] = level
    return picture


def borders(picture, share, random):
    """Bars over the edges, black, white or grey, each at most this share of the side."""
    picture = picture.copy()
    height, width = picture.shape
    level = [0, 0, 255, 128][random.integers(4)]
    left, right, top, bottom = [
        max(1, int(share * random.uniform(0.6, 1) * side)) for side in (width, width, height, height)
    ]
    picture[:, :left] = picture[:, width - right :] = picture[:top] = picture[height - bottom :] = level
    return picture


def places(picture):
    """Columns [1, W] and rows [H, 1] of the pixels' centres."""
    height, width = picture.shape
    return np.arange(width, dtype=np.float32)[None] + 0.5, np.arange(height, dtype=np.float32)[:, None] + 0.5


def collimation(picture, share, random):
    """A tilted collimated field that loses this share of each side at each edge; outside dark or white."""
    height, width = picture.shape
    angle = math.radians(random.uniform(-4, 4))
    level = 20 if random.random() < 0.5 else 235
    left, right, top, bottom = [
        (0.5 - share * random.uniform(0.7, 1.3)) * side for side in (width, width, height, height)
    ]
    x, y = places(picture)
    x, y = x - width / 2, y - height / 2
    u, v = math.cos(angle) * x + math.sin(angle) * y, math.cos(angle) * y - math.sin(angle) * x
    inside = np.minimum(np.minimum(u + left, right - u), np.minimum(v + top, bottom - v))
    exposed = np.clip(inside * (100 / min(width, height)) + 0.5, 0, 1)
    hidden = level + 0.1 * (picture.astype(np.float32) - level)
    return cut(hidden + exposed * (picture - hidden) + 0.5)


def half_dark(picture, factor, random):
    """One half's levels times a factor."""
    height, width = picture.shape
    x, y = places(picture)
    place = x / width if random.random() < 0.5 else y / height
    share = np.clip((1 if random.random() < 0.5 else -1) * (place - 0.5) * 10 + 0.5, 0, 1)
    return cut(picture * (1 + share * (factor - 1)) + 0.5)


# Geometry.


def warp(picture, matrix):
    """The picture seen through a map [2, 3] from places in the new picture to places in this one; outside is black.

    Places are in pixels from the corner; bilinear between pixel centres; float32.
    """
    matrix = np.array(matrix, np.float64)
    matrix[:, 2] += matrix[:, :2] @ [0.5, 0.5] - 0.5
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(picture.astype(np.float32), matrix, picture.shape[::-1], flags=flags)


def placed(picture, rotation=0.0, width=1.0, height=1.0, shift=(0.0, 0.0)):
    """Turned clockwise by degrees and stretched about the middle, then moved by shares of the sides."""
    rows, columns = picture.shape
    angle = math.radians(rotation)
    linear = np.array(
        [[math.cos(angle) / width, math.sin(angle) / width], [-math.sin(angle) / height, math.cos(angle) / height]]
    )
    middle = np.array([columns / 2, rows / 2])
    offset = middle - linear @ (middle + np.array(shift) * [columns, rows])
    return cut(warp(picture, np.column_stack([linear, offset])) + 0.5)


def rotation_clockwise(picture, degrees, _):
    """Turned clockwise."""
    return placed(picture, rotation=degrees)


def rotation_counterclockwise(picture, degrees, _):
    """Turned counterclockwise."""
    return placed(picture, rotation=-degrees)


def zoom(picture, factor, _):
    """Enlarged, or made smaller on black."""
    return placed(picture, width=factor, height=factor)


def shift(picture, share, random):
    """Moved along a diagonal."""
    return placed(picture, shift=share * random.choice([-1.0, 1.0], 2))


def aspect(picture, ratio, _):
    """Stretched to another width by height, the area kept."""
    return placed(picture, width=math.sqrt(ratio), height=1 / math.sqrt(ratio))
