"""How objects look in notebooks."""

from __future__ import annotations

import base64
import io
import re
import shutil
from pathlib import Path

import numpy as np
from PIL import Image

import hilum
from hilum.notebook import _png


def test_a_reading_shows_picture_heatmap_and_bars(model: hilum.Model, files: list[Path]) -> None:
    (reading,) = model.predict(files[0], explain="grad-cam")
    page = reading._repr_html_()
    pictures = re.findall(r"data:image/png;base64,([^']+)", page)
    assert len(pictures) == 2
    with Image.open(io.BytesIO(base64.b64decode(pictures[0]))) as shown:
        assert np.array_equal(np.asarray(shown), hilum.read(files[0]))
    assert "NORMAL" in page and "PNEUMONIA" in page and "not a medical device" in page
    (reading,) = model.predict(hilum.read(files[0]))
    assert reading._repr_html_().count("<img") == 1


def test_names_are_escaped(model: hilum.Model, files: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "<script>alert(1)<&'\".png"
    shutil.copy(files[0], bad)
    empty = tmp_path / "<b>empty"
    empty.touch()
    for reading in model.predict([bad, empty]):
        page = reading._repr_html_()
        assert "<script" not in page and "<b>empty" not in page and "&lt;" in page


def test_a_file_that_has_gone_is_not_shown(model: hilum.Model, files: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "x.png"
    shutil.copy(files[0], copy)
    (reading,) = model.predict(copy)
    copy.unlink()
    assert "<img" not in reading._repr_html_()


def test_models_show_what_they_are(model: hilum.Model) -> None:
    page = model._repr_html_()
    assert "small v1" in page and "test AUROC" in page and "<script" not in page


def test_pngs_of_deep_and_large_pictures() -> None:
    levels = (np.arange(1000 * 900).reshape(1000, 900) % 4096).astype(np.uint16)
    with Image.open(io.BytesIO(_png(levels))) as image:
        assert image.mode == "L" and max(image.size) <= 512
        assert image.getextrema() == (0, 255)
