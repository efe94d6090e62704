"""Makes the goldens of RadiographTests with Pillow, torchvision and OpenCV: small files and what they decode to.

    python make_goldens.py          (torch, torchvision, Pillow, OpenCV, numpy)

`cases.json` lists them. Expected samples and tensors, row-major, little endian, stand one after the other in
`expected.bin`: a case has offset and length in bytes. Inputs that are no files come from a generator that the tests have
too (`noise`).
"""

import json
import pathlib
import struct
import zlib

import cv2
import numpy as np
import torch.library

register_fake = torch.library.register_fake


def tolerant(name, *args, **kwargs):
    """torchvision's own operators are not needed: they may be missing beside another build of torch."""

    def decorate(function):
        try:
            return register_fake(name, *args, **kwargs)(function)
        except RuntimeError:
            return function

    return decorate


torch.library.register_fake = tolerant
from PIL import Image, ImageOps  # noqa: E402
from torchvision import transforms  # noqa: E402
from torchvision.transforms import functional  # noqa: E402

here = pathlib.Path(__file__).parent
cases = {"decode": [], "scaled": [], "resize": [], "frame": [], "enhance": [], "tensor": [], "shorter_side": []}


expected_bytes = bytearray()


def raw(array):
    """Stores what is expected; returns where."""
    content = np.ascontiguousarray(array).tobytes()
    expected_bytes.extend(content)
    return [len(expected_bytes) - len(content), len(content)]


def noise(seed, count, dtype=np.uint8):
    """Numbers of a linear congruential generator, which the tests have too."""
    state, out, shift = seed, np.empty(count, dtype), 32 - 8 * np.dtype(dtype).itemsize
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = state >> shift
    return out


def picture(width, height, channels, seed=1):
    """Something like a picture: slopes, edges and some noise."""
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for c in range(channels):
        plane = 128 + 90 * np.sin(x / (5 + c) + c) * np.cos(y / (7 + c)) + 30 * ((x + y + 3 * c) % 17 > 8)
        planes.append(plane + noise(seed + c, width * height).reshape(height, width) / 12.0)
    array = np.clip(np.stack(planes, -1), 0, 255).astype(np.uint8)
    return array[:, :, 0] if channels == 1 else array


# Decoding


def decode_case(file, expected, bits=8):
    expected = np.asarray(expected)
    channels = 1 if expected.ndim == 2 else expected.shape[2]
    cases["decode"].append(
        {
            "file": file,
            "expected": raw(expected.astype("<u2" if bits == 16 else np.uint8)),
            "width": expected.shape[1],
            "height": expected.shape[0],
            "channels": channels,
            "bits": bits,
        }
    )


def jpeg(name, array, mode=None, convert=None, **options):
    image = Image.fromarray(array, mode) if mode else Image.fromarray(array)
    image.save(here / name, "JPEG", **options)
    decoded = ImageOps.exif_transpose(Image.open(here / name))
    decode_case(name, decoded.convert(convert) if convert else decoded)


def make_jpegs():
    gray, color = picture(61, 45, 1), picture(61, 45, 3)
    for quality in (5, 50, 90, 100):
        jpeg(f"gray-q{quality}.jpg", gray, quality=quality)
    jpeg("gray-noise-q100.jpg", noise(9, 40 * 33).reshape(33, 40), quality=100)
    jpeg("gray-optimized.jpg", gray, quality=90, optimize=True)
    jpeg("gray-restart.jpg", gray, quality=90, restart_marker_blocks=3)
    jpeg("gray-restart-rows.jpg", picture(120, 96, 1), quality=80, restart_marker_rows=1)
    jpeg("gray-progressive.jpg", gray, quality=90, progressive=True)
    jpeg("gray-16x16.jpg", picture(16, 16, 1), quality=90)
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        jpeg(f"color-{name}.jpg", color, quality=90, subsampling=subsampling)
    jpeg("color-progressive.jpg", color, quality=90, progressive=True)
    jpeg("color-rgb.jpg", color, quality=90, keep_rgb=True)
    cmyk = np.dstack([picture(40, 24, 3), picture(40, 24, 1, seed=7)])
    jpeg("cmyk.jpg", cmyk, mode="CMYK", convert="RGB", quality=90)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        jpeg(f"orientation-{orientation}.jpg", picture(40, 24, 1), quality=90, exif=exif)


def make_scaled():
    for name, width, height in (("scaled.jpg", 203, 170), ("scaled-progressive.jpg", 203, 170)):
        Image.fromarray(picture(width, height, 1)).save(here / name, "JPEG", quality=90, progressive="prog" in name)
        for denominator in (2, 4, 8):
            image = Image.open(here / name)
            target = (width // denominator, height // denominator)
            image.draft(None, target)
            expected = np.asarray(image)
            cases["scaled"].append(
                {
                    "file": name,
                    "target": target,
                    "width": expected.shape[1],
                    "height": expected.shape[0],
                    "expected": raw(expected),
                }
            )


def png_bytes(samples, width, height, color_type, depth, interlaced=False, palette=None, transparency=None):
    """A PNG file of any kind; `samples` are numbers in [height, width, channels]."""
    samples = samples.reshape(height, width, -1)

    def rows(part):
        out = b""
        for row in part:
            if depth == 16:
                packed = row.astype(">u2").tobytes()
            else:
                bits = "".join(format(v, f"0{depth}b") for v in row.reshape(-1))
                bits += "0" * (-len(bits) % 8)
                packed = int(bits, 2).to_bytes(len(bits) // 8, "big")
            out += b"\0" + packed
        return out

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    if interlaced:
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in passes]
        data = b"".join(rows(part) for part in parts if part.size)
    else:
        data = rows(samples)
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    if palette is not None:
        out += chunk(b"PLTE", palette.tobytes())
    if transparency is not None:
        out += chunk(b"tRNS", transparency)
    return out + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


def make_pngs():
    width, height = 21, 13
    for interlaced in (False, True):
        suffix = "-interlaced" if interlaced else ""

        def make(name, color_type, depth, channels, expected, **chunks):
            numbers = noise(depth + color_type, width * height * channels, np.uint16 if depth == 16 else np.uint8)
            samples = numbers >> (8 - depth) if depth < 8 else numbers
            file = f"{name}{suffix}.png"
            content = png_bytes(samples, width, height, color_type, depth, interlaced, **chunks)
            (here / file).write_bytes(content)
            if expected == "deep":
                decode_case(file, samples.reshape(height, width, channels)[:, :, 0], bits=16)
            else:
                decode_case(file, Image.open(here / file).convert(expected))

        for depth in (1, 2, 4, 8):
            make(f"gray-{depth}", 0, depth, 1, "L")
            palette = noise(77, 3 << depth)
            make(f"palette-{depth}", 3, depth, 1, "RGB", palette=palette, transparency=b"\0\x80")
        make("gray-16", 0, 16, 1, "deep")
        make("gray-8-trns", 0, 8, 1, "L", transparency=b"\0\x10")
        make("gray-alpha-8", 4, 8, 2, "L")
        make("gray-alpha-16", 4, 16, 2, "deep")
        make("rgb-8", 2, 8, 3, "RGB")
        make("rgb-16", 2, 16, 3, "RGB")
        make("rgb-8-trns", 2, 8, 3, "RGB", transparency=b"\0\x10\0\x20\0\x30")
        make("rgba-8", 6, 8, 4, "RGB")
        make("rgba-16", 6, 16, 4, "RGB")


# Geometry


def make_geometry():
    sizes = [
        ((97, 61), (32, 32)),
        ((97, 61), (224, 130)),
        ((97, 61), (97, 20)),
        ((97, 61), (20, 61)),
        ((97, 61), (13, 100)),
        ((400, 300), (20, 17)),
        ((640, 50), (9, 7)),
        ((20, 20), (7, 9)),
        ((5, 4), (3, 2)),
        ((3, 2), (50, 40)),
        ((1, 1), (5, 5)),
    ]
    for (width, height), target in sizes:
        for kind in ("gray", "rgb", "deep"):
            channels = 3 if kind == "rgb" else 1
            dtype = np.uint16 if kind == "deep" else np.uint8
            array = noise(width, width * height * channels, dtype).reshape(height, width, channels)
            image = Image.fromarray(array if kind == "rgb" else array[:, :, 0])
            expected = np.asarray(image.resize(target, Image.BILINEAR))
            cases["resize"].append(
                {"kind": kind, "seed": width, "size": [width, height], "target": target, "expected": raw(expected)}
            )

    for width, height in [(97, 61), (61, 97), (50, 50), (1000, 333), (333, 1000), (1857, 1317), (224, 225), (640, 17)]:
        for side in (24, 224, 256):
            expected = functional._compute_resized_output_size((height, width), [side])
            cases["shorter_side"].append({"size": [width, height], "side": side, "expected": expected[::-1]})

    for size, target in [((31, 21), (20, 10)), ((30, 20), (21, 11)), ((31, 21), (40, 10)), ((7, 5), (10, 10))]:
        array = noise(size[0], size[0] * size[1]).reshape(size[::-1])
        image = Image.fromarray(array)
        crop = transforms.CenterCrop(target[::-1])(image)
        pad = ImageOps.pad(image, target, Image.BILINEAR, color=9)
        for step, result in (("center_crop", crop), ("letterbox", pad)):
            case = {"step": step, "seed": size[0], "size": size, "target": target}
            cases["frame"].append(case | {"expected": raw(np.asarray(result))})


# Enhancement


def make_enhancement():
    def add(step, seed, size, low, high, expected, bits=8):
        cases["enhance"].append(
            {"step": step, "seed": seed, "size": size, "low": low, "high": high, "bits": bits}
            | {"expected": raw(expected)}
        )

    for size in ((64, 48), (61, 45), (9, 8), (40, 33)):
        for low, high in ((0, 256), (90, 140), (77, 78)):
            count = size[0] * size[1]
            array = (low + noise(size[0], count).astype(int) * (high - low) // 256).astype(np.uint8).reshape(size[::-1])
            add({"equalize_histogram": {}}, size[0], size, low, high, cv2.equalizeHist(array))
            stretched = cv2.normalize(array, None, 0, 255, cv2.NORM_MINMAX, cv2.CV_8U)
            add({"min_max": {}}, size[0], size, low, high, stretched)
            for clip, tiles in ((2.0, 8), (40.0, 4), (0.0, 3)):
                clahe = cv2.createCLAHE(clip, (tiles, tiles)).apply(array)
                step = {"clahe": {"clip_limit": clip, "tiles": tiles}}
                add(step, size[0], size, low, high, clahe)
    size, low, high = (61, 45), 1000, 30000
    deep = low + noise(61, 61 * 45, np.uint16).astype(int) * (high - low) // 65536
    stretched = cv2.normalize(deep.astype(np.uint16).reshape(45, 61), None, 0, 255, cv2.NORM_MINMAX, cv2.CV_8U)
    add({"min_max": {}}, 61, size, low, high, stretched, bits=16)


# Whole pipelines


def make_tensors():
    imagenet = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    square = [{"resize": {"width": 32, "height": 24}}]
    crop = [{"resize_shorter_side": 28}, {"center_crop": {"width": 20, "height": 24}}]
    for file in ("gray-q90.jpg", "color-420.jpg", "rgba-8.png", "palette-4.png", "cmyk.jpg"):
        for steps in (square, crop):
            geometry = (
                [transforms.Resize((24, 32))]
                if steps is square
                else [transforms.Resize(28), transforms.CenterCrop((24, 20))]
            )
            for color, mean, std in (("rgb", *imagenet), ("grayscale", [0.5], [0.25]), ("grayscale", *imagenet)):
                image = Image.open(here / file).convert("RGB")
                if color == "grayscale":
                    image = transforms.Grayscale(1)(image)
                tensor = transforms.ToTensor()(transforms.Compose(geometry)(image))
                tensor = transforms.Normalize(mean, std)(tensor.expand(len(mean), -1, -1).clone())
                cases["tensor"].append(
                    {
                        "file": file,
                        "preprocessing": {"color": color, "steps": steps, "mean": mean, "std": std},
                        "expected": raw(tensor.numpy().astype("<f4")),
                    }
                )


make_jpegs()
make_scaled()
make_pngs()
make_geometry()
make_enhancement()
make_tensors()
(here / "expected.bin").write_bytes(expected_bytes)
(here / "cases.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
