"""Weights of runs and bundles: those that a training changes, and bundles with others in their place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save_file

from hilum.federated.errors import SiteError

#: Tensors of float32 by their keys, which are PyTorch's.
Weights: TypeAlias = dict[str, "npt.NDArray[np.float32]"]

_WEIGHTS = "model.safetensors"
# What a checkpoint holds of the network: that which the training changes.
_CHANGED = "model/"


def changed(run: Path) -> Weights:
    """The weights that a finished run has changed, as its model has them.

    Means and variances of batch normalisation that were trained are among them; counters of batches, which are whole
    numbers, are not.
    """
    with safe_open(run / "checkpoints/last.safetensors", "numpy") as checkpoint:
        keys = [key.removeprefix(_CHANGED) for key in checkpoint.keys() if key.startswith(_CHANGED)]
    tensors = load_file(run / "bundle" / _WEIGHTS)
    return {key: tensors[key] for key in sorted(keys) if tensors[key].dtype == np.float32}


def bundle_with(weights: Mapping[str, npt.NDArray[np.float32]], template: Path, folder: Path) -> Path:
    """Writes a bundle that is the template's but for some weights, neither calibrated nor measured.

    Its graph, its reference features and its report are of the old weights and left out, and so are its figures; its
    temperature is 1 and its threshold ½.

    Raises
    ------
    SiteError
        Weights do not fit the template's network, or are not finite.
    """
    tensors = load_file(template / _WEIGHTS)
    for key, tensor in weights.items():
        own = tensors.get(key)
        if own is None or own.shape != tensor.shape or own.dtype != np.float32:
            raise SiteError("weights", f"{key} is no tensor of this network, or has another shape")
        if not np.isfinite(tensor).all():
            raise SiteError("weights", f"{key} has values that are not finite")
        tensors[key] = np.ascontiguousarray(tensor, dtype=np.float32)
    metadata = json.loads((template / "model.json").read_text())
    for key in ("adaptation", "out_of_distribution", "prediction_sets", "start"):
        metadata.pop(key, None)
    metadata["metrics"] = {}
    metadata["calibration"]["temperature"] = 1
    metadata["operating_point"]["threshold"] = 0.5
    folder.mkdir(parents=True)
    save_file(tensors, folder / _WEIGHTS)
    metadata["files"] = {_WEIGHTS: hashlib.sha256((folder / _WEIGHTS).read_bytes()).hexdigest()}
    (folder / "model.json").write_text(json.dumps(metadata, indent=1))
    return folder


def save(weights: Mapping[str, npt.NDArray[np.float32]], file: Path) -> None:
    """Writes weights to a safetensors file."""
    save_file({key: np.ascontiguousarray(tensor) for key, tensor in weights.items()}, file)


def load(file: Path) -> Weights:
    """Reads weights from a safetensors file.

    Raises
    ------
    SiteError
        It is none.
    """
    try:
        return load_file(file)
    except (OSError, SafetensorError) as error:
        raise SiteError("weights", f"{file} can't be read: {error}") from error
