#!/usr/bin/env python3
"""Makes pictures that are no chest X-rays, or unusual ones, to see whether a model refuses them. Needs numpy and Pillow.

    make_pictures.py OUTPUT XRAYS PHOTOS [PHOTOS…]

XRAYS is a folder with chest X-rays, which are tinted, turned, inverted, and made small; PHOTOS are folders with any photographs, searched to the
bottom: the packages mate-backgrounds, gnome-backgrounds, opencv-doc and plasma-workspace-wallpapers of Debian and the
wheels of scikit-image and ultralytics carry some hundred. Where pydicom is installed, the sample files of its package (CT, MR,
ultrasound and X-rays of other parts, below 100) become pictures, too. OUTPUT gets a folder a kind. The same input gives the same.
"""
import contextlib
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

PHOTOS, TEXTS, NOISES, PATTERNS, TINTED = 300, 120, 120, 80, 80
FONTS = sorted(str(p) for p in pathlib.Path("/usr/share/fonts").rglob("*.ttf"))
WORDS = ("the patient was seen in the outpatient clinic with cough and fever for three days chest clear on auscultation "
         "no focal consolidation heart size normal follow up in two weeks dose mg daily invoice total amount due date "
         "signature referring physician impression findings comparison none technique").split()


def photographs(folders):
    """Pictures with both sides of 200 pixels or more and some life in them; evenly drawn from all folders."""
    files = sorted(f for folder in folders for f in pathlib.Path(folder).rglob("*")
                   if f.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"} and f.is_file())
    order = np.random.default_rng(1).permutation(len(files))
    found = 0
    for index in order:
        try:
            with Image.open(files[index]) as picture:
                if min(picture.size) < 200 or max(picture.size) > 6000:
                    continue
                picture.draft("RGB", (640, 640))
                picture = picture.convert("RGB")
        except Exception:
            continue
        picture.thumbnail((640, 640))
        # Logos, plots and formulas are no photographs: they have few grey levels.
        if min(picture.size) < 150 or (np.bincount(np.asarray(picture.convert("L")).ravel(), minlength=256) > 20).sum() < 100:
            continue
        yield picture
        found += 1
        if found == PHOTOS:
            return


def page(rng):
    """A page of text: scanned on grey paper, clean, white on black, or a form with lines."""
    width, height = int(rng.integers(400, 900)), int(rng.integers(400, 1000))
    paper, ink = [(255, 0), (int(rng.integers(180, 245)), int(rng.integers(0, 80))), (0, 255)][int(rng.integers(3))]
    picture = Image.new("L", (width, height), paper)
    draw = ImageDraw.Draw(picture)
    size = int(rng.integers(10, 34))
    font = ImageFont.truetype(FONTS[int(rng.integers(len(FONTS)))], size) if FONTS else ImageFont.load_default()
    y = margin = int(rng.integers(10, 60))
    while y < height - margin:
        words = " ".join(rng.choice(WORDS, size=int(rng.integers(3, 18))))
        draw.text((margin, y), words, fill=ink, font=font)
        if rng.random() < 0.1:
            draw.line((margin, y, width - margin, y), fill=ink, width=2)
        y += int(size * rng.uniform(1.1, 2.2))
    if rng.random() < 0.5:
        picture = picture.rotate(rng.uniform(-8, 8), fillcolor=paper, resample=Image.BILINEAR)
    if rng.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2)))
        grey = np.asarray(picture, dtype=np.float32) + rng.normal(0, rng.uniform(2, 12), (height, width))
        picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    return picture


def noise(rng):
    """White noise, or noise smoothed to blobs of some size."""
    side = int(rng.integers(200, 500))
    values = rng.normal(0, 1, (side, side)) if rng.random() < 0.5 else rng.uniform(-1.7, 1.7, (side, side))
    if rng.random() < 0.7:
        radius = float(2 ** rng.uniform(0, 4.5))
        spectrum = np.fft.rfft2(values)
        frequency = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None])
        values = np.fft.irfft2(spectrum * np.exp(-2 * (np.pi * radius * frequency) ** 2), (side, side))
        values = (values - values.mean()) / values.std()
    return Image.fromarray(np.clip(128 + 55 * values, 0, 255).astype(np.uint8))


def pattern(rng):
    """Nothing at all, ramps, stripes, boards, discs, rectangles."""
    side = int(rng.integers(200, 500))
    y, x = np.mgrid[:side, :side] / side
    kind = int(rng.integers(6))
    if kind == 0:
        values = np.full((side, side), rng.uniform(0, 1)) + rng.normal(0, 0.004, (side, side))
    elif kind == 1:
        values = (x * rng.uniform(-1, 1) + y * rng.uniform(-1, 1)) + 0.5
    elif kind == 2:
        values = 0.5 + 0.5 * np.sin((x * rng.uniform(2, 40) + y * rng.uniform(2, 40)) * 2 * np.pi)
    elif kind == 3:
        count = rng.integers(3, 30)
        values = ((x * count).astype(int) + (y * count).astype(int)) % 2
    elif kind == 4:
        values = np.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / rng.uniform(0.01, 0.3))
    else:
        values = np.full((side, side), rng.uniform(0, 0.4))
        for _ in range(int(rng.integers(2, 9))):
            left, top = rng.uniform(0, 0.8, 2)
            inside = (x > left) & (x < left + rng.uniform(0.1, 0.5)) & (y > top) & (y < top + rng.uniform(0.1, 0.5))
            values[inside] = rng.uniform(0, 1)
    return Image.fromarray(np.clip(values * 255, 0, 255).astype(np.uint8))


def tinted(file, rng):
    """A chest X-ray in false colours."""
    grey = np.asarray(Image.open(file).convert("L"), dtype=np.float32)[..., None] / 255
    low, high = rng.uniform(0, 255, 3), rng.uniform(0, 255, 3)
    high[int(rng.integers(3))] *= 0.4
    return Image.fromarray(np.clip(low * 0.3 * (1 - grey) + high * grey, 0, 255).astype(np.uint8))


def unusual(file):
    """A chest X-ray as it should not be: on its side, upside down, inverted, of 64 pixels."""
    picture = Image.open(file).convert("L")
    picture.thumbnail((1024, 1024))
    yield "xray-on-side", picture.transpose(Image.Transpose.ROTATE_90)
    yield "xray-upside-down", picture.transpose(Image.Transpose.ROTATE_180)
    yield "xray-inverted", Image.eval(picture, lambda level: 255 - level)
    yield "xray-64", picture.resize((64, 64), Image.Resampling.BOX)


def dicom_pictures():
    """The grey sample pictures of the package pydicom, from their darkest to their lightest; none without it."""
    try:
        import pydicom
    except ImportError:
        return
    for file in sorted((pathlib.Path(pydicom.__file__).parent / "data").rglob("*.dcm")):
        with contextlib.suppress(Exception):  # Many of the samples are broken on purpose.
            values = pydicom.dcmread(file).pixel_array.astype(np.float32)
            values = values[0] if values.ndim == 3 and values.shape[-1] != 3 else values
            if values.ndim == 2 and min(values.shape) >= 64 and values.max() > values.min():
                values = (values - values.min()) / (values.max() - values.min())
                yield Image.fromarray((values * 255).astype(np.uint8))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    output, xrays, folders = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]

    def save(kind, index, picture):
        (output / kind).mkdir(parents=True, exist_ok=True)
        picture.save(output / kind / f"{index:03}.jpg", quality=90)

    rng = np.random.default_rng(2)
    for index, photo in enumerate(photographs(folders)):
        save("photo", index, photo)
        grey = photo.convert("L")
        save("photo-grey", index, grey)
        # As wide as it is high, out of focus: the least unlike an X-ray.
        side = min(grey.size)
        save("photo-grey-soft", index, grey.crop((0, 0, side, side)).filter(ImageFilter.GaussianBlur(side / 150)))
    for kind, count, make in [("text", TEXTS, page), ("noise", NOISES, noise), ("pattern", PATTERNS, pattern)]:
        for index in range(count):
            save(kind, index, make(rng))
    files = sorted(f for f in xrays.rglob("*") if f.suffix.lower() in {".jpg", ".jpeg", ".png"})
    for index, file in enumerate(files[:: max(1, len(files) // TINTED)][:TINTED]):
        save("xray-tinted", index, tinted(file, rng))
        for kind, picture in unusual(file):
            save(kind, index, picture)
    for index, picture in enumerate(dicom_pictures()):
        save("dicom-other", index, picture)


if __name__ == "__main__":
    main()
