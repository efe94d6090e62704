"""What these tests share: pictures of which one can't be read, and how an example is run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import hilum

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def bundle(run: hilum.Run) -> str:
    return str(run.bundle)


@pytest.fixture(scope="session")
def xrays(place: Path, files: list[Path]) -> Path:
    """A folder with some pictures and one file that is none."""
    folder = place / "xrays"
    folder.mkdir()
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "letter.jpeg").write_text("a letter")
    return folder


@pytest.fixture
def example(bundle: str, xrays: Path, tmp_path: Path) -> Callable[..., Any]:
    """Runs an example as a user does, and gives the rows that it has written."""

    def run_it(name: str, *arguments: str) -> Any:
        import pandas

        output = tmp_path / "readings"
        command = [sys.executable, str(EXAMPLES / name), bundle, str(xrays), str(output), *arguments]
        environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "RAY_USAGE_STATS_ENABLED": "0"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr[-4000:]
        return pandas.read_parquet(output)

    return run_it
