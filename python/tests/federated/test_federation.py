"""A federation on one machine, with Flower's own processes and the stand-in program; and the report that it leaves."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from hilum.federated import report
from hilum.federated.errors import FederationError
from hilum.federated.partition import make_sites
from hilum.federated.simulation import simulate


def test_three_sites_side_by_side(stand_in: Path, places: list[Path], tmp_path: Path) -> None:
    page = simulate(places, tmp_path / "out", rounds=2, epochs=1, recipe="any", timeout=500)
    content = json.loads((tmp_path / "out/federated.json").read_text())
    assert page.read_text().count("<tr>") == 13  # a head, three kinds at three sites, and their means
    assert [site["name"] for site in content["sites"]] == ["site-1", "site-2", "site-3"]
    for site in content["sites"]:
        assert set(site) == {"name", "alone", "federated", "pooled", "counts"}
        assert site["counts"]["train"] > site["counts"]["test"] > 0
    assert set(content["mean"]) == {"alone", "federated", "pooled"} and len(content["rounds"]) == 2
    assert (tmp_path / "out/federated.safetensors").exists()
    assert all((tmp_path / f"out/sites/site-{number}/model/model.json").exists() for number in (1, 2, 3))
    with pytest.raises(FederationError, match="not empty"):
        simulate(places, tmp_path / "out")


def test_what_contradicts_itself_is_said_before_anything_begins(places: list[Path], tmp_path: Path) -> None:
    with pytest.raises(FederationError, match="three"):
        simulate(places[:2], tmp_path / "out", secure=True)
    assert not (tmp_path / "out").exists()


def test_sites_out_of_one_data_set(stand_in: Path, places: list[Path], tmp_path: Path) -> None:
    sites = make_sites(places[2], tmp_path / "sites", count=2, limit=10, different=False)
    patients = []
    for site in sites:
        with (site / "samples.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert {row["label"] for row in rows} == {"NORMAL", "PNEUMONIA"} and len(rows) == 20
        assert all((site / row["path"]).is_file() for row in rows)
        patients.append({row["patient"] for row in rows})
    assert not patients[0] & patients[1]


def test_report_of_figures_that_are_missing(tmp_path: Path) -> None:
    sites = [{"name": "<a>", "alone": {"auroc": 0.5}}, {"name": "b", "alone": {"auroc": 1.0, "ece": 0}}]
    report.write({"sites": sites}, tmp_path)
    content = report.read(tmp_path)
    assert content["mean"] == {"alone": {"auroc": 0.75}}
    assert "| <a> |  | each site alone | 0.500 | – |" in (tmp_path / "federated.md").read_text()
    assert "&lt;a&gt;" in (tmp_path / "federated.html").read_text()


def test_sites_of_other_machines(tmp_path: Path) -> None:
    from PIL import Image, ImageStat

    from hilum.federated.partition import _changes

    picture = tmp_path / "a.png"
    Image.effect_noise((224, 224), 50).save(picture)
    own, bright, soft = _changes()
    assert own is None and bright is not None and soft is not None
    bright(picture, tmp_path / "bright.png")
    soft(picture, tmp_path / "soft.png")
    deviation = {
        name: ImageStat.Stat(Image.open(tmp_path / f"{name}.png")).stddev[0] for name in ("a", "bright", "soft")}
    assert deviation["bright"] < 0.8 * deviation["a"] and deviation["soft"] < deviation["a"]
