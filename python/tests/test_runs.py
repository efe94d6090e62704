"""Training and measuring through the program."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import hilum
from hilum import program


def test_a_run_has_its_results(run: hilum.Run) -> None:
    assert run.bundle.is_dir() and run.report.is_file()
    assert 0 <= run.metrics["test"]["auroc"] <= 1
    assert list(run.history["epoch"]) == [1, 2, 3, 4]
    assert run.progress is None
    assert repr(run) == f"<Run {run.folder}>"
    assert "<script" not in run._repr_html_() and "data:image/svg+xml" in run._repr_html_()


def test_figures_are_those_of_the_program(run: hilum.Run, data: Path) -> None:
    line = [program.find(), "evaluate", "--model", run.bundle, "--data", data, "--json"]
    expected = json.loads(subprocess.run(line, capture_output=True, check=True).stdout)
    evaluation = hilum.evaluate(run, data)
    for timing in ("seconds", "images_per_second"):
        expected.pop(timing)
    assert {name: evaluation[name] for name in expected} == expected
    table = evaluation.frame()
    assert table.loc["auroc", "value"] == expected["auroc"]
    assert list(table.loc["auroc", ["low", "high"]]) == expected["confidence_intervals"]["auroc"]
    assert "auroc" in evaluation._repr_html_()


def test_stress(run: hilum.Run, data: Path) -> None:
    stress = hilum.stress(run, data, severity=2, battery="light")
    table = stress.frame()
    assert isinstance(table, pd.DataFrame) and set(table["severity"]) == {2}
    assert len(table) == len(stress["cells"])
    assert "clean" in repr(stress)


def test_data_check(data: Path) -> None:
    report = hilum.data_check(data)
    assert report["images"] == 48
    assert set(report["counts"]["all"]) == {"NORMAL", "PNEUMONIA"}


def test_an_interrupted_run_goes_on_to_the_same_weights(place: Path, data: Path) -> None:
    stages = []
    # So many that a run is not over before it is told.
    long = {"train.epochs": 100}
    straight = hilum.train(place / "small.yaml", data, place / "straight", set=long, progress=False, name="small")

    def interrupt(progress: hilum.Progress) -> None:
        stages.append(progress.stage)
        raise KeyboardInterrupt

    again = place / "again"
    with pytest.raises(KeyboardInterrupt):
        hilum.train(place / "small.yaml", data, again, set=long, progress=interrupt, name="small")
    assert stages and not (again / "bundle").exists()
    resumed = hilum.train(place / "small.yaml", data, again, set=long, progress=False, name="small", resume=True)
    weights = [folder.bundle / "model.safetensors" for folder in (straight, resumed)]
    assert weights[0].read_bytes() == weights[1].read_bytes()


def test_a_function_that_fails_ends_the_program(place: Path, data: Path) -> None:
    def fail(progress: hilum.Progress) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        hilum.train(place / "small.yaml", data, place / "failed", progress=fail)
    assert hilum.Run(place / "failed").progress is None or not hilum.Run(place / "failed").bundle.exists()


def test_errors_say_what_the_program_says(run: hilum.Run, place: Path, data: Path) -> None:
    with pytest.raises(hilum.ProgramError, match="there is no recipe") as failure:
        hilum.train("no-such-recipe", data, place / "never", progress=False)
    assert failure.value.code == "failed"
    with pytest.raises(hilum.ProgramError, match="--no-such-option") as failure:
        hilum.evaluate(run, data, no_such_option=1)
    assert failure.value.code == "usage"
    with pytest.raises(hilum.HilumError, match="is the run finished"):
        hilum.Run(place / "never").metrics


def test_options_become_a_command_line() -> None:
    options = {
        "columns": {"image": "path", "label": "y"}, "classes": {"NORMAL": ["normal", "No Finding"]}, "by": "sex,age",
        "drop_conflicts": True, "evidence": False, "threshold": None, "set": ["a=1", "b=[2]"], "data": Path("x")}
    assert program.arguments(options) == [
        "--columns", "image=path,label=y", "--classes", "NORMAL=normal|No Finding", "--by", "sex,age",
        "--drop-conflicts", "--set", "a=1", "--set", "b=[2]", "--data", "x"]
