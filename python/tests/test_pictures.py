"""What counts as a picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pydicom
import pytest
from dicom import dataset
from PIL import Image
from xrays import xray

import hilum
from hilum import pictures

LEVELS = xray(1, True)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("a.png", 1), (Path("a.png"), 1), (b"bytes", 1), (LEVELS, 1), (np.dstack([LEVELS] * 3), 1),
        (LEVELS[:, :, None], 1), (Image.fromarray(LEVELS), 1), (pydicom.Dataset(), 1), (7, 1), (["a", "b"], 2), ((), 0),
        (np.stack([LEVELS] * 5), 5), (np.stack([np.dstack([LEVELS] * 3)] * 2), 2), (np.array(["a", "b"]), 2),
        ((name for name in "abc"), None),
    ])
def test_one_or_many(value: object, count: int | None) -> None:
    assert pictures.count(value) == count  # type: ignore[arg-type]
    chunks = list(pictures.chunks(value, 2))  # type: ignore[arg-type]
    assert sum(map(len, chunks)) == (3 if count is None else count) and all(len(chunk) <= 2 for chunk in chunks)


def test_chunks_hold_only_so_much_memory() -> None:
    large = np.zeros((100 << 20, 1), np.uint8)
    assert [len(chunk) for chunk in pictures.chunks([large] * 7, 100)] == [3, 3, 1]


def test_arrays_are_not_copied_without_need() -> None:
    assert np.shares_memory(pictures.source(LEVELS), LEVELS)  # type: ignore[arg-type]
    fraction = (LEVELS / 255).astype(np.float32)
    assert np.shares_memory(pictures.source(fraction), fraction)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (LEVELS.astype(int), "uint8, uint16 or floats"), (LEVELS.astype(float), "from 0 to 1"),
        (np.full((32, 32), np.nan), "from 0 to 1"), (np.zeros((3, 32, 32), np.uint8), "not"), (np.zeros(5), "not"),
        (np.zeros((0, 5), np.uint8), "not"), (None, "NoneType is no picture"), (pydicom.Dataset(), "pydicom"),
    ])
def test_what_is_no_picture_is_said(value: object, words: str) -> None:
    with pytest.raises(hilum.PictureError, match=words):
        pictures.source(value)


def test_every_kind_is_the_same_picture(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    Image.fromarray(LEVELS).save(file)
    with Image.open(file) as image:
        kinds = [file, str(file), file.read_bytes(), bytearray(file.read_bytes()), memoryview(file.read_bytes()), LEVELS,
                 LEVELS[:, :, None], np.asfortranarray(LEVELS), image, np.dstack([LEVELS] * 3)]
        for kind in kinds:
            assert np.array_equal(hilum.read(kind), LEVELS)


def test_pillow_images(tmp_path: Path) -> None:
    deep = LEVELS.astype(np.uint16) * 257
    assert np.array_equal(hilum.read(Image.fromarray(deep)), deep)
    turned = tmp_path / "turned.jpeg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(LEVELS).save(turned, exif=exif, quality=95)
    with Image.open(turned) as image:
        levels = hilum.read(image)
    assert levels.shape == LEVELS.shape[::-1]
    assert np.array_equal(levels, hilum.read(turned))
    for mode in ("1", "P", "RGBA", "LA", "CMYK", "I"):
        assert hilum.read(Image.fromarray(LEVELS).convert(mode)).shape == LEVELS.shape


def test_data_sets_of_pydicom_are_read_as_their_files(tmp_path: Path) -> None:
    for inverted in (False, True):
        picture = dataset(LEVELS, inverted=inverted)
        file = tmp_path / "x.dcm"
        pydicom.dcmwrite(file, picture, enforce_file_format=True)
        assert np.array_equal(hilum.read(picture), hilum.read(file))
        buffer = io.BytesIO(file.read_bytes())
        assert np.array_equal(hilum.read(pydicom.dcmread(buffer)), hilum.read(file))
    assert hilum.read(file).shape == LEVELS.shape
