"""Bundles with other weights in them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from direct import settings
from safetensors.numpy import load_file

from hilum.federated import weights
from hilum.federated.errors import SiteError
from hilum.federated.site import Site


@pytest.fixture
def run(stand_in: Path, places: list[Path], tmp_path: Path) -> Path:
    work = tmp_path / "site"
    Site(str(places[0]), str(work)).train(settings().task, {})
    return work / "round"


def test_with_other_weights(run: Path, tmp_path: Path) -> None:
    head = {"head.weight": np.array([[7], [8]], np.float32)}
    bundle = weights.bundle_with(head, run / "bundle", tmp_path / "new")
    before, after = load_file(run / "bundle/model.safetensors"), load_file(bundle / "model.safetensors")
    assert set(before) == set(after) and after["head.weight"].tolist() == [[7], [8]]
    assert all((before[key] == after[key]).all() for key in before if key != "head.weight")
    metadata = json.loads((bundle / "model.json").read_text())
    assert metadata["files"] == {
        "model.safetensors": hashlib.sha256((bundle / "model.safetensors").read_bytes()).hexdigest()}
    assert metadata["metrics"] == {} and metadata["calibration"]["temperature"] == 1
    assert metadata["operating_point"]["threshold"] == 0.5
    assert sorted(path.name for path in bundle.iterdir()) == ["model.json", "model.safetensors"]


@pytest.mark.parametrize("key, tensor", [
    ("other", np.zeros(2, np.float32)), ("head.weight", np.zeros((3, 1), np.float32)),
    ("head.batches", np.array(1, np.float32)), ("head.bias", np.array([np.nan, 0], np.float32))])
def test_weights_that_do_not_fit(run: Path, tmp_path: Path, key: str, tensor: np.ndarray) -> None:
    with pytest.raises(SiteError) as error:
        weights.bundle_with({key: tensor}, run / "bundle", tmp_path / "new")
    assert error.value.code == "weights" and not (tmp_path / "new").exists()


def test_files_of_weights(tmp_path: Path) -> None:
    own = {"a": np.arange(6, dtype=np.float32).reshape(2, 3).T}
    weights.save(own, tmp_path / "own.safetensors")
    assert (weights.load(tmp_path / "own.safetensors")["a"] == own["a"]).all()
    (tmp_path / "bad.safetensors").write_bytes(b"no tensors")
    with pytest.raises(SiteError):
        weights.load(tmp_path / "bad.safetensors")
