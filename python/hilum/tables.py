"""Readings as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hilum.reading import FailedReading, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def frame(readings: Iterable[Reading | FailedReading]) -> pd.DataFrame:
    """A pandas frame with a row per reading, in the columns of ``hilum predict --csv``.

    Picture that were not read have a row too, with ``error_code`` and ``error``.
    """
    import pandas as pd

    readings = list(readings)
    first = next((reading for reading in readings if isinstance(reading, Reading)), None)
    classes = [] if first is None else list(first.probabilities)
    called = [f"called_{name}" for name in classes] if first is not None and first.findings is not None else []
    columns = ["file", "prediction", "confidence", *(f"probability_{name}" for name in classes), *called, "positive",
               "threshold", "in_distribution", "spread", "quality", "model", "version", "heatmap", "milliseconds",
               "error_code", "error"]
    return pd.DataFrame([row(reading) for reading in readings], columns=columns)


def row(reading: Reading | FailedReading) -> dict[str, Any]:
    """What tables say of a reading, by their columns; each takes those that it has."""
    if isinstance(reading, FailedReading):
        return {"file": reading.file, "error_code": reading.error.code, "error": reading.error.message}
    content = reading.to_dict()
    ensemble = content.get("ensemble") or {}
    uncertainty = reading.uncertainty or {}
    return {
        "file": reading.file, "prediction": reading.prediction, "confidence": reading.confidence,
        **{f"probability_{name}": value for name, value in reading.probabilities.items()},
        **{f"called_{finding['name']}": finding["decision"] for finding in reading.findings or []},
        **reading.decision, "lungs_found": (reading.lungs or {}).get("found"),
        "disagreement": uncertainty.get("disagreement"), "repeatability": uncertainty.get("repeatability"),
        "in_distribution": reading.in_distribution, "spread": ensemble.get("spread"),
        "quality": " ".join(reading.quality), "model": content["model"]["name"],
        "version": content["model"]["version"], "heatmap": content["heatmap"], "milliseconds": reading.milliseconds,
    }
