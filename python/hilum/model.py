"""Models that read pictures."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from hilum import _native, chunks, pictures
from hilum.errors import HilumError, PictureError
from hilum.progress import CountProgress, counter
from hilum.reading import FailedReading, Failure, Reading

if TYPE_CHECKING:
    from types import TracebackType

    import numpy.typing as npt
    import pandas as pd

    from hilum.pictures import Picture, Pictures

#: So many pictures for each core are one chunk.
_PICTURES_PER_CORE = 32
#: A reading keeps a picture that was given in memory, to show it, where there are at most so many.
_PICTURES_KEPT = 16


def load(bundle: str | os.PathLike[str], **options: Any) -> Model:
    """Loads a model: ``hilum.load("run/bundle")``.

    Parameters
    ----------
    bundle
        A bundle, or the folder of a run.
    **options
        Those of `Model`.

    Raises
    ------
    BundleError
        There is no bundle, or it is damaged.
    """
    return Model(bundle, **options)


class Model:
    """A model that reads chest X-rays.

    It may be used by several threads at once, and be pickled, as Ray, Spark and Dask do: what is pickled is the path, and
    the model is loaded again from there. After a fork it can't be used; start processes by "spawn". It is a context
    manager that closes itself. With ``classes_`` and `predict_proba` it takes a classifier's place in scikit-learn.

    Parameters
    ----------
    bundle
        A bundle, or the folder of a run.
    precision
        ``"f32"``, ``"bf16"``, ``"int8"``, or ``"auto"``: the fastest that the model keeps its word in on this processor, by
        the record in its bundle.
    threads
        Cores to use; None: all.
    mode
        ``"throughput"``: many pictures side by side, each on a core; ``"latency"``: one at a time, on all cores.
    """

    def __init__(
        self,
        bundle: str | os.PathLike[str],
        *,
        precision: Literal["auto", "f32", "bf16", "int8"] = "auto",
        threads: int | None = None,
        mode: Literal["throughput", "latency"] = "throughput",
    ) -> None:
        #: The bundle's folder.
        self.bundle = Path(bundle).absolute()
        self._options: dict[str, Any] = {"precision": precision, "threads": threads, "mode": mode}
        self._parameters = {"bundle": bundle, **self._options}
        self._native = _native.Model(str(self.bundle), self._options)
        self._description: dict[str, Any] = json.loads(self._native.describe())
        #: The classes or findings, in the order of probabilities.
        self.classes: list[str] = list(self._description["classes"])

    # What it is

    @property
    def name(self) -> str:
        """The model's name."""
        return str(self._description["name"])

    @property
    def version(self) -> int:
        """The model's version."""
        return int(self._description["version"])

    @property
    def precision(self) -> str:
        """The arithmetic that is in use."""
        return str(self._description["precision"])

    @property
    def threshold(self) -> float | None:
        """The operating point of the positive class; None where each finding has a threshold of its own."""
        point = self._description.get("operating_point") or {}
        return None if self.task == "multi-label" else point.get("threshold")

    @property
    def task(self) -> str:
        """``"binary"``, ``"multi-class"`` or ``"multi-label"``."""
        return str(self._description.get("task") or "binary")

    @property
    def input(self) -> Mapping[str, Any]:
        """How pictures are prepared."""
        return dict(self._description["input"])

    @property
    def metadata(self) -> Mapping[str, Any]:
        """All that is known of the model: data, metrics, calibration, operating point, software."""
        return dict(self._description)

    # Reading

    def predict(
        self,
        x: Pictures,
        *,
        explain: Literal["grad-cam", "grad-cam++"] | None = None,
        target: str | None = None,
        longer_side: int | None = 1024,
        frame: int = 0,
        window: int | None = None,
        errors: Literal["return", "raise"] = "return",
        progress: CountProgress = None,
    ) -> list[Reading | FailedReading]:
        """Reads pictures, side by side on all cores.

        Parameters
        ----------
        x
            A picture or any number of them: paths, bytes of files, arrays, data sets of pydicom, Pillow images.
        explain
            Also make heat-maps, ``reading.heatmap`` and ``reading.overlay``, by this method.
        target
            The class or finding that heat-maps explain; None: the predicted one.
        longer_side
            Pixels of a heat-map's and an overlay's longer side, at most; None: as many as the picture has.
        frame, window
            The frame, and the window or VOI LUT, of DICOM files with several, from 0; of windows None is the first.
        errors
            What becomes of a picture that can't be read: ``"return"`` a `FailedReading` in its place, or ``"raise"``.
        progress
            True shows a line on stderr; a function is called with how many are done and of how many.

        Returns
        -------
        list of Reading or FailedReading
            One for each picture, in their order; one picture is a list of one.

        Raises
        ------
        PictureError
            A picture can't be read, with ``errors="raise"``.
        HilumError
            The options are wrong, or the network failed.
        """
        options: dict[str, Any] = {"frame": frame, "window": window}
        if explain is not None:
            options |= {
                "explain": explain, "class": target, "grid": "picture", "overlay": True, "longer_side": longer_side}
        total = pictures.count(x)
        keeps = total is not None and total <= _PICTURES_KEPT
        readings: list[Reading | FailedReading] = []
        for picture, result in self._results(x, options, progress):
            if isinstance(result, FailedReading):
                if errors == "raise":
                    raise result.exception()
                readings.append(result)
            else:
                content = json.loads(result.json)
                shown = picture if keeps or pictures.file_name(picture) is not None else None
                heatmap = None if result.heatmap is None else result.heatmap.copy()  # alone, not with all of its chunk
                readings.append(Reading(content, self.classes, heatmap, result.overlay, shown))
        return readings

    def predict_frame(self, x: Pictures, **options: Any) -> pd.DataFrame:
        """Reads pictures into a pandas frame, in the columns of ``hilum predict --csv``; the options are `predict`'s."""
        from hilum.tables import frame

        return frame(self.predict(x, **options))

    def predict_proba(
        self,
        x: Pictures,
        *,
        frame: int = 0,
        window: int | None = None,
        errors: Literal["raise", "nan"] = "raise",
        progress: CountProgress = None,
    ) -> npt.NDArray[np.float64]:
        """Calibrated probabilities, as scikit-learn's classifiers give them.

        Parameters
        ----------
        x
            Pictures, as for `predict`.
        frame, window
            As for `predict`.
        errors
            What becomes of a picture that can't be read: ``"raise"``, or a row of ``"nan"``.
        progress
            As for `predict`.

        Returns
        -------
        float64 [pictures, classes]
            Columns are in the order of ``classes_``. Those of several findings need not add up to 1.

        Raises
        ------
        PictureError
            A picture can't be read, with ``errors="raise"``.
        """
        rows: list[npt.NDArray[np.float64]] = []
        unknown = np.full(len(self.classes), np.nan)
        for _, result in self._results(x, {"frame": frame, "window": window}, progress):
            if isinstance(result, FailedReading):
                if errors == "raise":
                    raise result.exception()
                rows.append(unknown)
            else:
                rows.append(result.probabilities.copy())
        return np.stack(rows) if rows else np.empty((0, len(self.classes)))

    # The life of it

    def close(self) -> None:
        """Gives the model's memory back; it can't be used any more."""
        self._native.close()

    def __enter__(self) -> Model:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return _load_again, (str(self.bundle), self._options)

    def __fspath__(self) -> str:
        return str(self.bundle)

    # scikit-learn's conventions

    @property
    def classes_(self) -> npt.NDArray[np.str_]:
        """The classes as scikit-learn's estimators have them."""
        return np.array(self.classes)

    def fit(self, x: object = None, y: object = None) -> Model:
        """Changes nothing: the model has learnt, as one in scikit-learn's ``FrozenEstimator``; `hilum.train` learns."""
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """What the model was loaded with."""
        return dict(self._parameters)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier", target_tags=TargetTags(required=True), classifier_tags=ClassifierTags(),
            transformer_tags=None, regressor_tags=None, input_tags=InputTags(string=True))

    # How it looks

    def __repr__(self) -> str:
        few = len(self.classes) <= 4
        classes = " | ".join(self.classes) if few else f"{len(self.classes)} classes or findings"
        return f"<Model {self.name} v{self.version}: {classes}, {self.precision}>"

    def _repr_html_(self) -> str:
        from hilum.notebook import model_html

        return model_html(self)

    # Implementation

    def _results(
        self, x: Pictures, options: Mapping[str, Any], progress: CountProgress
    ) -> Iterator[tuple[Picture, _native.Result | FailedReading]]:
        """What the library says of each picture."""
        told = counter(progress, "Reading")
        total = pictures.count(x)
        done = 0

        def read(chunk: list[Picture], stop: Event) -> list[tuple[Picture, _native.Result | FailedReading]]:
            return list(zip(chunk, self._read(chunk, options, stop)))

        size = _PICTURES_PER_CORE * (self._options["threads"] or os.cpu_count() or 1)
        for results in chunks.in_order(read, pictures.chunks(x, size)):
            yield from results
            done += len(results)
            told(done, total)

    def _read(
        self, chunk: list[Picture], options: Mapping[str, Any], stop: Event
    ) -> list[_native.Result | FailedReading]:
        outcomes: list[_native.Result | FailedReading | None] = []
        sources = []
        for picture in chunk:
            try:
                sources.append(pictures.source(picture))
                outcomes.append(None)
            except PictureError as error:
                outcomes.append(FailedReading(Failure(error.code, error.message), pictures.file_name(picture)))

        def go_on(done: int, count: int) -> None:
            if stop.is_set():
                raise InterruptedError

        results = iter(self._native.predict(sources, options, go_on))
        return [self._outcome(next(results)) if outcome is None else outcome for outcome in outcomes]

    def _outcome(self, result: _native.Result) -> _native.Result | FailedReading:
        if result.code is None:
            return result
        content = json.loads(result.json)
        return FailedReading(Failure(result.code, content["error"]["message"]), content.get("file"))


def _load_again(bundle: str, options: dict[str, Any]) -> Model:
    return Model(bundle, **options)
