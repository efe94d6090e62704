"""The program: where it is, what it is given, what importing the package costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import hilum
from hilum import program


def test_the_command_becomes_the_program() -> None:
    line = [sys.executable, "-c", "from hilum.program import main; main()", "--version"]
    version = subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()
    assert version == hilum.__version__
    code = subprocess.run([*line[:3], "--nonsense"], capture_output=True).returncode
    assert code == 2


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HILUM", str(tmp_path / "absent"))
    with pytest.raises(hilum.ProgramError, match="does not start"):
        hilum.data_check(tmp_path)
    monkeypatch.delenv("HILUM")
    monkeypatch.setattr(program, "_PACKAGE", tmp_path / "a" / "hilum")
    monkeypatch.setenv("PATH", str(tmp_path))
    script = tmp_path / "hilum"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    with pytest.raises(hilum.ProgramError, match="was not found"):  # and not the script that would look for it
        program.find()


def test_the_program_inside_is_told_of_torch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "torch/lib").mkdir(parents=True)
    (tmp_path / "torch/__init__.py").write_text("raise RuntimeError('it is not to be imported')")
    (tmp_path / "torch/lib/libtorch_cpu.so").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delenv("HILUM_LIBTORCH", raising=False)
    monkeypatch.setattr(program, "_PACKAGE", tmp_path / "hilum")
    inside = tmp_path / "hilum/bin/hilum"
    assert program.environment(inside)["HILUM_LIBTORCH"] == str(tmp_path / "torch/lib")
    assert "HILUM_LIBTORCH" not in program.environment(Path("/elsewhere/hilum"))
    monkeypatch.setenv("HILUM_LIBTORCH", "/own")
    assert program.environment(inside)["HILUM_LIBTORCH"] == "/own"


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, hilum; print(*(set(sys.modules) & {'numpy', 'pandas', 'torch', 'openvino', 'subprocess'}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == []


def test_every_name_is_there() -> None:
    assert all(getattr(hilum, name) is not None for name in hilum.__all__)
    assert set(hilum.__all__) <= set(dir(hilum))
    with pytest.raises(AttributeError, match="nothing"):
        getattr(hilum, "nothing")
