"""Readings of very many pictures on the engines that people have: Ray Data, Spark, Dask.

>>> reader = Reader("run/bundle")
>>> dataset.map_batches(Reader, fn_constructor_kwargs={"bundle": "run/bundle"}, batch_format="pyarrow", concurrency=8)  # Ray
>>> frame.mapInPandas(reader.frames, schema=reader.spark_schema)                                                      # Spark
>>> frame.map_partitions(reader, meta=reader.meta)                                                                    # Dask

Without an engine: ``hilum predict --shard I/N --output FILE``, whose Parquet files have the same columns.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hilum.errors import HilumError
from hilum.model import Model
from hilum.reading import FailedReading, Failure, Reading
from hilum.tables import row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: Pictures that are fetched from a store together, while those before are read.
_FETCHED = 64
#: Columns in which the bytes of files stand: Ray's and Spark's.
_CONTENTS = ("bytes", "content")
#: What files of pictures are called.
_SUFFIXES = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".dcm", ".dicom", ".dic")

#: For each kind of column: what pandas, Spark and Arrow call it.
_TEXT = ("string", "string", "string")
_NUMBER = ("float64", "double", "double")
_FLAG = ("boolean", "boolean", "bool")
_INTEGER = ("Int32", "int", "int32")


def pictures(place: str | os.PathLike[str], storage_options: Mapping[str, Any] | None = None) -> list[str]:
    """The pictures below a folder, sorted: files called JPEG, PNG or DICOM.

    Parameters
    ----------
    place
        A folder, or a URL that fsspec knows: ``"s3://bucket/xrays"``.
    storage_options
        What fsspec needs to know of the store, such as its endpoint.
    """
    name = os.fspath(place)
    if "://" not in name:
        return sorted(str(path) for path in Path(name).rglob("*") if path.name.lower().endswith(_SUFFIXES))
    files, root = _fsspec().core.url_to_fs(name, **dict(storage_options or {}))
    found = files.find(root)
    return sorted(files.unstrip_protocol(path) for path in found if path.lower().endswith(_SUFFIXES))


class Reader:
    """Reads the pictures that a frame names: a callable that engines send to their workers.

    It is small when pickled, and loads the model with the first frame; readers alike share one model in a process. A frame
    has a column of paths or URLs, or of files' bytes; the answer has a row for each of its rows, in their order. Pictures
    that can't be read are rows with ``error_code`` and ``error``.

    Parameters
    ----------
    bundle
        The model: a bundle or the folder of a run, where every worker finds it.
    path
        The column of paths or URLs. What has ``://`` in it is read through fsspec.
    content
        The column of bytes; None: ``bytes`` or ``content``, as Ray and Spark call it, if the frame has one.
    threads
        Cores for each process; None: ``OMP_NUM_THREADS``, by which Ray and Spark say how many a worker has, else all.
    storage_options
        What fsspec needs to know of a store.
    **options
        Those of `hilum.load`, such as ``precision``.
    """

    def __init__(
        self,
        bundle: str | os.PathLike[str],
        *,
        path: str = "path",
        content: str | None = None,
        threads: int | None = None,
        storage_options: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self._bundle = os.path.abspath(os.fspath(bundle))
        self._path = path
        self._content = content
        self._threads = threads
        self._storage_options = dict(storage_options or {})
        self._options = options

    @property
    def model(self) -> Model:
        """The process's model."""
        told = os.environ.get("OMP_NUM_THREADS", "")
        threads = self._threads or (int(told) if told.isdecimal() and int(told) > 0 else None)
        return _model(self._bundle, {**self._options, "threads": threads})

    # What engines call

    def __call__(self, frame: Any) -> Any:
        """Readings of a frame: of an Arrow table a table, of a pandas frame, or a mapping of columns, a pandas frame."""
        if hasattr(frame, "column_names"):
            return self._table(self._rows(frame, frame.column_names))
        result = self._frame(self._rows(frame, frame))
        index = getattr(frame, "index", None)
        return result if index is None else result.set_axis(index, axis="index")

    def frames(self, frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """Readings of one frame after the other: what Spark's ``mapInPandas`` calls."""
        return map(self, frames)

    @property
    def meta(self) -> pd.DataFrame:
        """The answer to an empty frame: what Dask wants to know beforehand."""
        return self._frame([])

    @property
    def spark_schema(self) -> str:
        """The columns as Spark declares them."""
        quoted = ((name.replace("`", "``"), kind) for name, kind in self._columns().items())
        return ", ".join(f"`{name}` {kind[1]}" for name, kind in quoted)

    def _frame(self, rows: list[dict[str, Any]]) -> pd.DataFrame:
        import pandas

        columns = self._columns()
        return pandas.DataFrame(rows, columns=list(columns)).astype({name: kind[0] for name, kind in columns.items()})

    def _table(self, rows: list[dict[str, Any]]) -> pa.Table:
        import pyarrow

        fields = [(name, pyarrow.type_for_alias(kind[2])) for name, kind in self._columns().items()]
        return pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(fields))

    # Reading

    def _rows(self, frame: Any, columns: Any) -> list[dict[str, Any]]:
        """A row for each row of a frame."""
        content = self._content or next((name for name in _CONTENTS if name in columns), None)
        if (content or self._path) not in columns:
            raise HilumError("usage", f"a frame has a column {self._path!r} of paths, or one of files' bytes")
        contents = [] if content is None else _values(frame, content)
        names: list[str | None] = [None] * len(contents)
        if self._path in columns:
            names = [str(path) for path in _values(frame, self._path)]
        return [self._row(name, reading) for name, reading in zip(names, self._readings(contents or names))]

    def _readings(self, pictures: list[Any]) -> list[Reading | FailedReading]:
        """Readings of pictures by their paths, URLs or bytes."""
        lost: dict[int, FailedReading] = {}

        def sources() -> Iterator[str | bytes]:
            for start in range(0, len(pictures), _FETCHED):
                some = pictures[start : start + _FETCHED]
                fetched = self._fetch([picture for picture in some if _is_url(picture)])
                for index, picture in enumerate(some, start):
                    source = fetched[picture] if _is_url(picture) else picture
                    if isinstance(source, FailedReading):
                        lost[index] = source
                    else:
                        yield source if isinstance(source, str) else bytes(source)

        found = iter(self.model.predict(sources()))
        return [lost[index] if index in lost else next(found) for index in range(len(pictures))]

    def _fetch(self, urls: list[str]) -> dict[str, bytes | FailedReading]:
        """The bytes of files in stores, fetched side by side where the store can do that."""
        if not urls:
            return {}
        fsspec = _fsspec()
        by_protocol: dict[str, list[str]] = {}
        for url in urls:
            by_protocol.setdefault(url.split("://", 1)[0], []).append(url)
        found: dict[str, bytes | FailedReading] = {}
        for protocol, members in by_protocol.items():
            files = fsspec.filesystem(protocol, **self._storage_options)
            paths = [files._strip_protocol(url) for url in members]
            contents = files.cat(paths, on_error="return")
            found.update((url, _fetched(contents.get(path), url)) for url, path in zip(members, paths))
        return found

    # Rows

    def _columns(self) -> dict[str, tuple[str, str, str]]:
        """The kind of each column, in the order of ``hilum predict --output FILE.parquet``."""
        model = self.model
        is_several = model.metadata.get("task", "binary") != "binary"
        return {
            "file": _TEXT, "prediction": _TEXT, "confidence": _NUMBER,
            **{f"probability_{name}": _NUMBER for name in model.classes},
            **{f"called_{name}": _FLAG for name in model.classes if is_several},
            "positive": _FLAG, "threshold": _NUMBER, "margin": _NUMBER, "in_distribution": _FLAG, "quality": _TEXT,
            "lungs_found": _FLAG, "disagreement": _NUMBER, "repeatability": _NUMBER, "error_code": _TEXT,
            "error": _TEXT, "model": _TEXT, "version": _INTEGER, "milliseconds": _NUMBER}

    def _row(self, name: str | None, reading: Reading | FailedReading) -> dict[str, Any]:
        model = self.model
        return {**row(reading), "file": name, "model": model.name, "version": model.version}


# The process's models

_models: dict[tuple[str, str], Model] = {}
_lock = threading.Lock()


def _model(bundle: str, options: dict[str, Any]) -> Model:
    """A model, loaded once in a process, however many frames and readers come along."""
    key = (bundle, repr(sorted(options.items())))
    with _lock:
        if key not in _models:
            _models[key] = Model(bundle, **options)
        return _models[key]


# Frames and files


def _values(frame: Any, column: str) -> list[Any]:
    """A column's values."""
    values = frame[column]
    return values.to_pylist() if hasattr(values, "to_pylist") else list(values)


def _is_url(picture: Any) -> bool:
    return isinstance(picture, str) and "://" in picture


def _fetched(content: Any, url: str) -> bytes | FailedReading:
    """What came of fetching a file.

    A file that isn't there, or may not be read, is a picture that can't be read. Whatever else a store says may pass: it is
    raised, so that the engine tries the frame again.
    """
    if content is None or isinstance(content, FileNotFoundError):
        return FailedReading(Failure("unreadable_file", "there is no such file"), url)
    if isinstance(content, PermissionError):
        return FailedReading(Failure("unreadable_file", "permission denied"), url)
    if isinstance(content, BaseException):
        raise content
    return bytes(content)


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError:
        raise HilumError("fsspec_missing", "files in stores are read through fsspec: pip install fsspec") from None
    return fsspec
