"""A site with the real program: rounds on pictures, and the model that comes of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hilum import program
from hilum.errors import HilumError
from hilum.federated.site import FIGURES, Site
from hilum.federated.task import Task

RECIPE = """
name: small
model: {architecture: compact_cnn, weights: none, head: {hidden: 8}}
input:
  color: grayscale
  steps: [{resize: {width: 64, height: 64}}]
  mean: [0.5, 0.5, 0.5]
  std: [0.25, 0.25, 0.25]
train: {batch_size: 16, optimizer: {lr: 0.01}}
data: {min_validation: 1}
"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Grey noise, and for PNEUMONIA a bright spot in it; two pictures a patient."""
    noise = np.random.default_rng(3)
    y, x = np.mgrid[0:64, 0:64]
    for number in range(140):
        for index, name in enumerate(("NORMAL", "PNEUMONIA")):
            cx, cy = noise.uniform(20, 44, 2)
            spot = 130 * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / 60) * index
            place = tmp_path / "pictures" / name / f"person{index}{number // 2:03}_{number}.png"
            place.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(np.clip(noise.uniform(30, 110, (64, 64)) + spot, 0, 255).astype(np.uint8)).save(place)
    return tmp_path / "pictures"


@pytest.fixture(autouse=True)
def real_program() -> None:
    try:
        if "--stress-pictures" not in program.run(["train", "--help"]):
            pytest.skip("the program is older than federations")
    except HilumError:
        pytest.skip("there is no program")


def test_rounds_and_the_end(pictures: Path, tmp_path: Path) -> None:
    site = Site(str(pictures), str(tmp_path / "work"))
    task = Task(RECIPE, ["NORMAL", "PNEUMONIA"], ["train.seed=7"], epochs=2, rounds=2)
    first = site.train(task, {})
    assert first.n == sum(1 for _ in (site.data / "train").rglob("*.png"))
    assert all(key.startswith("head.") for key in first.weights) and "auroc" in first.figures
    # It goes on from what it is given, and a strong proximal term keeps it there.
    given = {key: tensor + np.float32(0.25) for key, tensor in first.weights.items()}
    held = Task.of({**task.record(), "proximal-mu": 1000.0})
    kept = Task.of({**Task(RECIPE, task.classes, ["train.seed=7", "train.optimizer.lr=1e-9"], 1, 1).record()})
    second = site.train(kept, given)
    assert all(np.abs(second.weights[key] - given[key]).max() < 1e-6 for key in given)
    started = json.loads((tmp_path / "work/round/bundle/model.json").read_text())["start"]
    assert started["head"] and started["base"]["name"] == "small"
    assert all(np.isfinite(tensor).all() for tensor in site.train(held, given).weights.values())
    results = site.finish(task, first.weights)
    assert set(results) == {"federated", "alone", "counts"} and set(results["federated"]) == set(FIGURES)
    own = json.loads((site.model / "model.json").read_text())
    assert own["adaptation"]["changes"][:2] == ["temperature", "operating_point"]
