"""Reading pictures with a model, against the program."""

from __future__ import annotations

import copy
import csv
import io
import json
import pickle
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dicom import dataset
from xrays import xray

import hilum
from hilum import model as models
from hilum import program


def timeless(content: dict[str, Any]) -> dict[str, Any]:
    """What does not depend on how quick the machine is."""
    return {name: value for name, value in content.items() if name != "milliseconds"}


def said(*arguments: str | Path) -> str:
    """What `hilum predict` prints."""
    return subprocess.run([program.find(), "predict", *arguments], capture_output=True, text=True).stdout


def test_readings_are_those_of_the_program(model: hilum.Model, files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    all_files = [*files, tmp_path / "text.png", tmp_path / "absent.png"]
    expected = [json.loads(line) for line in said("--model", model.bundle, "--json", *all_files).splitlines()]
    readings = model.predict(all_files)
    assert [timeless(reading.to_dict()) for reading in readings] == [timeless(line) for line in expected]
    assert [reading.error is None for reading in readings] == [True] * len(files) + [False] * 2


def test_a_reading_has_its_parts(model: hilum.Model, files: list[Path]) -> None:
    (reading,) = model.predict(files[0])
    assert isinstance(reading, hilum.Reading)
    content = reading.to_dict()
    assert reading.file == str(files[0])
    assert reading.prediction in model.classes and list(reading.probabilities) == model.classes
    assert reading.confidence == max(reading.probabilities.values())
    assert reading.decision["threshold"] == model.threshold and reading.positive == content["decision"]["positive"]
    assert (reading.heatmap, reading.overlay, reading.findings, reading.uncertainty) == (None, None, None, None)
    assert reading.quality == content["quality"] and reading.lungs == content["lungs"]
    assert reading.in_distribution == content["in_distribution"] and reading.milliseconds > 0
    assert repr(reading).startswith(f"<Reading {files[0]}: ")


def test_heatmaps(model: hilum.Model, files: list[Path]) -> None:
    shape = hilum.read(files[0]).shape
    for method in ("grad-cam", "grad-cam++"):
        reading, failure = model.predict([files[0], b""], explain=method)
        assert isinstance(reading, hilum.Reading) and isinstance(failure, hilum.FailedReading)
        assert reading.heatmap is not None and reading.heatmap.shape == shape
        assert 0 <= reading.heatmap.min() and reading.heatmap.max() <= 1
        assert reading.overlay is not None and reading.overlay.startswith(b"\x89PNG")
        assert hilum.read(reading.overlay).shape == shape
    (small,) = model.predict(files[0], explain="grad-cam", target="NORMAL", longer_side=75)
    assert small.heatmap.shape == (60, 75)  # type: ignore[union-attr]
    with pytest.raises(hilum.HilumError, match="nothing"):
        model.predict(files[0], explain="nothing")  # type: ignore[arg-type]


def test_probabilities_as_scikit_learn_has_them(model: hilum.Model, files: list[Path]) -> None:
    probabilities = model.predict_proba(files)
    assert probabilities.shape == (len(files), 2) and probabilities.dtype == np.float64
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert list(model.classes_) == model.classes
    for row, reading in zip(probabilities, model.predict(files)):
        assert list(row) == list(reading.probabilities.values())  # type: ignore[union-attr]
    assert model.predict_proba([]).shape == (0, 2)
    with pytest.raises(hilum.PictureError):
        model.predict_proba([files[0], b""])
    assert np.isnan(model.predict_proba([files[0], b""], errors="nan")).tolist() == [[False] * 2, [True] * 2]
    assert hilum.Model(**model.get_params()).classes == model.classes
    assert model.fit(files, []) is model


def test_errors_are_returned_or_raised(model: hilum.Model, files: list[Path]) -> None:
    reading, text, value = model.predict([files[0], b"some text that is no picture", 3])  # type: ignore[list-item]
    assert reading.error is None
    assert text.to_dict() == {"error": {"code": text.error.code, "message": text.error.message}}  # type: ignore
    assert value.error is not None and value.error.code == "unsupported_media_type"
    with pytest.raises(hilum.PictureError) as failure:
        model.predict([files[0], b""], errors="raise")
    assert failure.value.code == "empty_file"
    assert pickle.loads(pickle.dumps(failure.value)).code == "empty_file"


def test_every_kind_of_picture_reads_alike(model: hilum.Model, files: list[Path]) -> None:
    levels = hilum.read(files[0])
    kinds = [files[0], str(files[0]), files[0].read_bytes(), levels, levels[:, :, None]]
    assert len({tuple(row) for row in model.predict_proba(kinds)}) == 1
    assert model.predict_proba(np.stack([levels] * 3)).shape == (3, 2)
    assert np.array_equal(model.predict_proba(dataset(levels)), model.predict_proba(dataset(levels, inverted=True)))
    (reading,) = model.predict(levels)
    assert reading.file is None and "file" not in reading.to_dict()


def test_many_pictures_come_in_their_order(
    model: hilum.Model, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "_PICTURES_PER_CORE", 1)
    many = files * 5
    told: list[tuple[int, int | None]] = []
    readings = model.predict(many, progress=lambda done, total: told.append((done, total)))
    assert [reading.file for reading in readings] == [str(file) for file in many]
    assert told[-1] == (len(many), len(many)) and len(told) > 1
    told.clear()
    assert len(model.predict((file for file in many), progress=lambda done, total: told.append((done, total)))) == 60
    assert told[-1] == (60, None)


def test_an_error_of_the_callers_stops_the_work(model: hilum.Model, files: list[Path]) -> None:
    def some():  # type: ignore[no-untyped-def]
        yield files[0]
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        model.predict(some())


def test_a_frame_has_the_columns_of_the_table(model: hilum.Model, files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    all_files = [*files, tmp_path / "text.png"]
    table = model.predict_frame(all_files)
    rows = list(csv.reader(io.StringIO(said("--model", model.bundle, "--csv", *all_files))))
    assert list(table.columns) == rows[0]
    assert list(table["file"]) == [row[0] for row in rows[1:]]
    assert list(table["prediction"].fillna("")) == [row[1] for row in rows[1:]]
    assert list(table["error_code"].fillna("")) == [row[-2] for row in rows[1:]]
    assert np.allclose(table["confidence"][:-1], [float(row[2]) for row in rows[1:-1]])
    assert isinstance(hilum.frame([]), pd.DataFrame)


def test_a_pickled_model_is_loaded_again(model: hilum.Model, files: list[Path]) -> None:
    again = pickle.loads(pickle.dumps(model))
    assert again is not model and again.bundle == model.bundle and again.precision == model.precision
    assert np.array_equal(again.predict_proba(files), model.predict_proba(files))
    assert copy.copy(model).name == model.name
    reading = pickle.loads(pickle.dumps(model.predict(files[0])[0]))
    assert reading.prediction in model.classes


def test_a_closed_model_says_so(model: hilum.Model, files: list[Path]) -> None:
    with hilum.load(model) as again:
        again.predict(files[0])
    with pytest.raises(hilum.HilumError, match="closed"):
        again.predict(files[0])
    again.close()


def test_threads_share_a_model(model: hilum.Model, files: list[Path]) -> None:
    expected = model.predict_proba(files)
    with ThreadPoolExecutor(4) as pool:
        for row in pool.map(lambda _: model.predict_proba(files), range(8)):
            assert np.array_equal(row, expected)


def test_what_a_model_is(model: hilum.Model, run: hilum.Run) -> None:
    assert (model.name, model.version) == ("small", 1)
    assert model.precision in {"f32", "bf16"}  # the faster of both that this processor is quick in
    assert model.bundle == run.bundle and model.threshold is not None
    assert model.input["color"] == "grayscale" and model.metadata["classes"] == ["NORMAL", "PNEUMONIA"]
    assert repr(model) == f"<Model small v1: NORMAL | PNEUMONIA, {model.precision}>"


def test_a_bundle_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(hilum.BundleError):
        hilum.load(tmp_path / "absent")
    with pytest.raises((hilum.HilumError, ValueError, TypeError)):
        hilum.load(tmp_path, precision="f8")
    assert xray(0, False).dtype == np.uint8
