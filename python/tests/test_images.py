"""Grey levels, the network's input, and lungs, against Pillow and the program."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from xrays import xray

import hilum
from hilum import program


def test_grey_levels_are_pillows(files: list[Path], tmp_path: Path) -> None:
    for file in files:
        with Image.open(file) as image:
            assert np.array_equal(hilum.read(file), np.asarray(image))
    colours = np.dstack([xray(seed, False) for seed in range(3)])
    Image.fromarray(colours).save(tmp_path / "colours.png")
    assert np.array_equal(hilum.read(tmp_path / "colours.png"), np.asarray(Image.fromarray(colours).convert("L")))


def test_a_deep_picture_keeps_its_levels(tmp_path: Path) -> None:
    deep = xray(3, True).astype(np.uint16) * 257
    Image.fromarray(deep).save(tmp_path / "deep.png")
    assert np.array_equal(hilum.read(tmp_path / "deep.png"), deep)


def test_the_input_is_pillows_resized_and_normalised(model: hilum.Model, files: list[Path]) -> None:
    for file in files:
        with Image.open(file) as image:
            small = np.asarray(image.resize((64, 64), Image.Resampling.BILINEAR), np.float32)
        expected = (small / np.float32(255) - np.float32(0.5)) / np.float32(0.25)
        tensor = hilum.preprocess(file, model)
        assert tensor.dtype == np.float32 and tensor.shape == (3, 64, 64)
        assert np.abs(tensor - expected).max() < 1e-6


def test_the_input_is_the_programs(model: hilum.Model, files: list[Path], tmp_path: Path) -> None:
    seen = tmp_path / "seen.png"
    line = [program.find(), "inspect", files[0], "--model", model.bundle, "--output", seen]
    subprocess.run(line, capture_output=True, check=True)
    with Image.open(seen) as image:
        levels = np.asarray(image.convert("L"))
    back = hilum.preprocess(files[0], model) * 0.25 + 0.5
    assert np.array_equal(np.rint(back * 255), np.stack([levels] * 3))


def test_lungs_are_the_programs(files: list[Path], tmp_path: Path) -> None:
    line = [program.find(), "lungs", "outline", files[0], "--output", tmp_path / "mask.png", "--json"]
    said = json.loads(subprocess.run(line, capture_output=True, check=True).stdout)
    outline = hilum.outline(files[0])
    with Image.open(tmp_path / "mask.png") as image:
        assert np.array_equal(outline.mask, np.asarray(image) > 0)
    for own in ("output", "milliseconds"):
        said.pop(own)
    assert {name: outline.lungs[name] for name in said} == said


def test_errors_have_codes(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no picture")
    cases = {tmp_path / "absent.png": "unreadable_file", b"": "empty_file", tmp_path / "text": "unsupported_media_type"}
    for picture, code in cases.items():
        with pytest.raises(hilum.PictureError) as failure:
            hilum.read(picture)
        assert failure.value.code == code and str(failure.value)
