"""What the tests share, made once: pictures, and a model that a training of seconds has made of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image
from xrays import xray

import hilum

RECIPE = """
model:
  architecture: compact_cnn
  weights: none
  head: {hidden: 16, dropout: 0.1}
input:
  color: grayscale
  steps:
    - resize: {width: 64, height: 64}
  mean: [0.5, 0.5, 0.5]
  std: [0.25, 0.25, 0.25]
train:
  epochs: 4
  batch_size: 16
  optimizer: {lr: 0.01}
data: {min_validation: 1}
evaluate: {bootstrap: 50}
"""


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hilum")
    os.environ["HILUM_CACHE"] = str(folder / "cache")
    (folder / "small.yaml").write_text(RECIPE)
    return folder


@pytest.fixture(scope="session")
def data(place: Path) -> Path:
    """Class folders with 24 pictures each."""
    folder = place / "data"
    for has_opacity, name in ((False, "NORMAL"), (True, "PNEUMONIA")):
        (folder / name).mkdir(parents=True)
        for index in range(24):
            seed = 2 * index + has_opacity
            Image.fromarray(xray(seed, has_opacity)).save(folder / name / f"patient{seed}_{index}.png")
    return folder


@pytest.fixture(scope="session")
def run(place: Path, data: Path) -> hilum.Run:
    return hilum.train(place / "small.yaml", data, place / "run", progress=False, name="small")


@pytest.fixture(scope="session")
def model(run: hilum.Run) -> hilum.Model:
    return run.model()


@pytest.fixture(scope="session")
def files(data: Path) -> list[Path]:
    """Some of the pictures."""
    return sorted(data.rglob("*.png"))[::4]
