"""How objects look in a notebook: HTML without scripts, in which every text from outside is escaped."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from hilum.errors import HilumError

if TYPE_CHECKING:
    from hilum.model import Model
    from hilum.pictures import Array, Picture
    from hilum.reading import FailedReading, Reading
    from hilum.runs import Evaluation, Run

_SIDE = 384  # pixels of a picture that is shown, at most
_BOX = "display:flex;gap:16px;align-items:flex-start;font:13px/1.5 system-ui,sans-serif"
_NOTE = "<div style='opacity:.6'>Research software, not a medical device.</div>"


def reading_html(reading: Reading, picture: Picture | None) -> str:
    """The picture, the heat-map where there is one, and a bar per class with its probability."""
    images = [] if picture is None else _shown(picture)
    if reading.overlay is not None:
        images.append(_image("image/png", reading.overlay))
    called = {finding["name"] for finding in reading.findings or [] if finding["decision"]}
    bars = "".join(_bar(name, value, name in called) for name, value in reading.probabilities.items())
    decision = reading.decision
    answer = "positive" if reading.positive else "negative"
    lines = [f"{answer} at threshold {decision['threshold']:.3f}", *reading.quality]
    if reading.in_distribution is False:
        lines.append("unlike the pictures that the model has learnt from")
    title = f"<b>{escape(reading.prediction)}</b> {reading.confidence:.3f}"
    name = "" if reading.file is None else f"<div style='opacity:.6'>{escape(reading.file)}</div>"
    notes = "".join(f"<div>{escape(line)}</div>" for line in lines)
    return f"<div style='{_BOX}'>{''.join(images)}<div>{name}{title}{bars}{notes}{_NOTE}</div></div>"


def failure_html(failure: FailedReading) -> str:
    """Why a picture was not read."""
    name = "" if failure.file is None else f"<div style='opacity:.6'>{escape(failure.file)}</div>"
    return f"<div style='{_BOX}'><div>{name}<b>not read</b>: {escape(failure.error.message)}</div></div>"


def model_html(model: Model) -> str:
    """What the model is and how good it was on its test part."""
    metrics = (model.metadata.get("metrics") or {}).get("test") or {}
    rows: list[tuple[str, str]] = [
        ("classes", " | ".join(model.classes)), ("precision", model.precision), ("bundle", str(model.bundle))]
    if model.threshold is not None:
        rows.append(("threshold", f"{model.threshold:.3f}"))
    names = {"auroc": "AUROC", "macro_auroc": "macro AUROC", "sensitivity": "sensitivity", "specificity": "specificity"}
    rows += [(f"test {title}", text) for name, title in names.items() if (text := _figure(metrics, name)) is not None]
    return _titled(f"{model.name} v{model.version}", _table(rows))


def evaluation_html(evaluation: Evaluation) -> str:
    """Measures with their intervals."""
    names = [*(evaluation.get("confidence_intervals") or {})]
    rows = [(name, text) for name in sorted(names) if (text := _figure(evaluation, name)) is not None]
    return _titled(f"{evaluation['n']} pictures", _table(rows))


def run_html(run: Run) -> str:
    """The curves of the training."""
    try:
        curves = _image("image/svg+xml", (run.folder / "curves.svg").read_bytes(), side=900)
    except OSError:
        progress = run.progress
        curves = "no model yet" if progress is None else escape(progress.stage)
    return _titled(str(run.folder), f"<div>{curves}</div>")


# Implementation


def _titled(title: str, body: str) -> str:
    return f"<div style='{_BOX}'><div><b>{escape(title)}</b>{body}{_NOTE}</div></div>"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td>{escape(name)}</td><td>{escape(text)}</td></tr>" for name, text in rows)
    return f"<table>{cells}</table>"


def _figure(figures: Any, name: str) -> str | None:
    """A measure with its interval, such as "0.991 (0.984 to 0.996)"."""
    value = figures.get(name)
    if not isinstance(value, (int, float)):
        return None
    interval = (figures.get("confidence_intervals") or {}).get(name)
    return f"{value:.3f}" + (f" ({interval[0]:.3f} to {interval[1]:.3f})" if interval else "")


def _bar(name: str, probability: float, is_called: bool) -> str:
    colour = "#c0392b" if is_called else "#4a7ebb"
    bar = f"<div style='width:{100 * probability:.1f}%;height:10px;background:{colour}'></div>"
    return (
        "<div style='display:flex;gap:8px;align-items:center'>"
        f"<span style='width:11em'>{escape(name)}</span>"
        f"<span style='width:160px;background:#8883'>{bar}</span><span>{probability:.3f}</span></div>")


def _shown(picture: Picture) -> list[str]:
    from hilum.images import read

    try:
        return [_image("image/png", _png(read(picture)))]
    except HilumError:  # the file has gone since
        return []


def _image(kind: str, content: bytes, side: int = _SIDE) -> str:
    data = base64.b64encode(content).decode("ascii")
    return f"<img src='data:{kind};base64,{data}' style='max-width:{side}px;max-height:{side}px'>"


def _png(levels: Array) -> bytes:
    """Grey levels as a small PNG of 8 bits."""
    step = max(1, max(levels.shape) // _SIDE)
    levels = levels[::step, ::step]
    if levels.dtype != np.uint8:
        low, high = int(levels.min()), int(levels.max())
        levels = ((levels.astype(np.float32) - low) * (255 / max(high - low, 1))).astype(np.uint8)
    height, width = levels.shape
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = levels
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
              for kind, body in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
