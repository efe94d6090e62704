"""What these tests share: three sites of a stand-in program, and a grid between them."""

from __future__ import annotations

import shlex
import stat
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from direct import DirectGrid

# Without the extra hilum[federated] there is nothing to test.
if find_spec("flwr") is None or find_spec("safetensors") is None:
    collect_ignore_glob = ["*.py"]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in program, which the package finds as it finds the real one."""
    script = tmp_path / "hilum"
    program = Path(__file__).parent / "stand_in.py"
    script.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(program))} \"$@\"\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("HILUM", str(script))
    return script


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """Pictures of three sites, of other numbers and strengths."""
    from direct import SECRET

    noise = np.random.default_rng(1)
    folders = []
    for site in range(3):
        folder = tmp_path / f"{SECRET}-site-{site}"
        for patient in range(16 + 6 * site):
            for index, name in enumerate(("NORMAL", "PNEUMONIA")):
                place = folder / name / f"{SECRET}{site}{index}{patient}_0.txt"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(f"{(2 * index - 1) * (0.5 + 0.3 * site) + noise.normal():.6f}")
        folders.append(folder)
    return folders


@pytest.fixture
def grid(stand_in: Path, places: list[Path], tmp_path: Path) -> DirectGrid:
    from direct import DirectGrid

    return DirectGrid(places, tmp_path / "work")
