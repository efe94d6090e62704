"""The C library (``hilum.h``) in Python: ctypes, loaded with the first call.

The GIL is released while the library works. Arrays that are returned are views of its memory, which lives as long as
they do; what is passed in is not copied.
"""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import json
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from ctypes import POINTER, Structure, byref, c_char_p, c_double, c_float, c_int32, c_int64, c_size_t, c_uint8, c_void_p
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt

from hilum.errors import BundleError, HilumError, PictureError

#: A path, the bytes of a file, or pixels: uint8, uint16 or float32, [height, width] or [height, width, 1 or 3].
Source = Union[str, bytes, "np.ndarray[Any, np.dtype[Any]]"]
#: Options of a function, as its documentation in ``hilum.h`` lists them.
Options = Optional[Mapping[str, Any]]

# What hilum.h declares

_OK = 0
_BAD_PICTURE = 2
_BAD_BUNDLE = 3
_PATH, _BYTES, _ARRAY = 0, 1, 2
_ELEMENTS: list[Any] = [np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32)]
_Progress = ctypes.CFUNCTYPE(c_int32, c_void_p, c_size_t, c_size_t)


class _Picture(Structure):
    _fields_ = [
        ("kind", c_int32), ("element", c_int32), ("data", c_void_p), ("size", c_size_t), ("height", c_int64),
        ("width", c_int64), ("channels", c_int64), ("row_stride", c_int64), ("name", c_char_p)]


class _Observer(Structure):
    _fields_ = [("progress", _Progress), ("context", c_void_p)]


class _Result(Structure):
    _fields_ = [
        ("status", c_int32), ("code", c_char_p), ("message", c_char_p), ("json", c_char_p),
        ("probabilities", c_void_p), ("probability_count", c_size_t),
        ("heatmap", c_void_p), ("heatmap_height", c_int64), ("heatmap_width", c_int64),
        ("overlay", c_void_p), ("overlay_size", c_size_t)]


class _Results(Structure):
    _fields_ = [("count", c_size_t), ("items", POINTER(_Result))]


class _Array(Structure):
    _fields_ = [
        ("element", c_int32), ("rank", c_int32), ("shape", c_int64 * 3), ("data", c_void_p), ("json", c_char_p)]


@functools.cache
def _library() -> ctypes.CDLL:
    """The library, loaded once.

    Raises
    ------
    HilumError
        It is nowhere, or it can't be loaded (``code == "library_missing"``).
    """
    library = _open(_file())
    out_model, out_results, out_array = POINTER(c_void_p), POINTER(POINTER(_Results)), POINTER(POINTER(_Array))
    declared: list[tuple[str, Any, list[Any]]] = [
        ("hilum_last_error", c_char_p, []),
        ("hilum_last_error_code", c_char_p, []),
        ("hilum_version", c_char_p, []),
        ("hilum_load", c_int32, [c_char_p, c_char_p, out_model]),
        ("hilum_model_release", None, [c_void_p]),
        ("hilum_describe", c_char_p, [c_void_p]),
        ("hilum_predict", c_int32, [
            c_void_p, POINTER(_Picture), c_size_t, c_char_p, POINTER(_Observer), out_results]),
        ("hilum_results_release", None, [POINTER(_Results)]),
        ("hilum_read", c_int32, [POINTER(_Picture), c_char_p, out_array]),
        ("hilum_preprocess", c_int32, [c_void_p, POINTER(_Picture), c_char_p, out_array]),
        ("hilum_outline", c_int32, [POINTER(_Picture), c_char_p, out_array]),
        ("hilum_array_release", None, [POINTER(_Array)]),
    ]
    for name, result, arguments in declared:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _file() -> Path:
    """Where the library is: $HILUM_LIBRARY, in the package, or where the sources were built that this package is of."""
    package = Path(__file__).resolve().parent
    own = os.environ.get("HILUM_LIBRARY")
    places = [Path(own)] if own else [
        package / "lib/libhilum.so", package.parent.parent / ".build/release/libHilumLibrary.so"]
    for place in places:
        if place.is_file():
            return place
    searched = " or ".join(map(str, places))
    raise HilumError("library_missing", f"there is no library at {searched}; $HILUM_LIBRARY may name it")


def _open(file: Path) -> ctypes.CDLL:
    """Loads the library, whose OpenVINO may be in another folder than where it looks for it."""
    try:
        return ctypes.CDLL(str(file))
    except OSError as error:
        spec = importlib.util.find_spec("openvino")
        folders = list(spec.submodule_search_locations or []) if spec else []
        libraries = [path for folder in folders for path in sorted(Path(folder, "libs").glob("libopenvino_c.so*"))]
        if not libraries:
            raise HilumError("library_missing", f"{file.name} can't be loaded: {error}") from None
    try:
        ctypes.CDLL(str(libraries[0]), mode=ctypes.RTLD_GLOBAL)
        return ctypes.CDLL(str(file))
    except OSError as error:
        raise HilumError("library_missing", f"{file.name} can't be loaded: {error}") from None


def version() -> str:
    """The library's version."""
    return str(_library().hilum_version().decode())


# Models


class Model:
    """A model that is ready to read; it may be used by several threads at once.

    Parameters
    ----------
    bundle
        The folder of a bundle or of a run.
    options
        Those of ``hilum_load``.

    Raises
    ------
    BundleError
        There is no bundle, or it is damaged.
    HilumError
        The options are wrong, or the network can't be run.
    """

    def __init__(self, bundle: str, options: Options = None) -> None:
        self._handle: c_void_p | None = None
        self._users = 0
        self._is_closed = False
        self._lock = threading.Lock()
        handle = c_void_p()
        _check(_library().hilum_load(os.fsencode(bundle), _json(options), byref(handle)))
        self._handle = handle

    def describe(self) -> str:
        """What is known of the model, as JSON."""
        with _Use(self) as handle:
            return str(_library().hilum_describe(handle).decode())

    def predict(
        self, pictures: Sequence[Source], options: Options = None, progress: Callable[[int, int], None] | None = None
    ) -> list[Result]:
        """Reads pictures side by side; see ``hilum_predict``.

        Parameters
        ----------
        pictures
            What can't be read has a result that says so.
        options
            Those of ``hilum_predict``.
        progress
            Is told how many are done, and of how many, from any thread; what it raises ends the work, as Ctrl-C does.
        """
        described = (_Picture * len(pictures))()
        kept = [_describe(picture, described[index]) for index, picture in enumerate(pictures)]
        results = POINTER(_Results)()
        with _Use(self) as handle, _Interruption(progress) as interruption:
            status = _library().hilum_predict(
                handle, described, len(pictures), _json(options), interruption.observer, byref(results))
        del kept
        _check(status)
        owner = _Owned(results, _library().hilum_results_release)
        interruption.reraise()
        return [Result(results.contents.items[index], owner) for index in range(results.contents.count)]

    def preprocess(self, picture: Source, options: Options = None) -> npt.NDArray[np.float32]:
        """The network's input: [channels, height, width]; see ``hilum_preprocess``.

        Raises
        ------
        PictureError
            The picture can't be read.
        """
        with _Use(self) as handle:
            return _array(_library().hilum_preprocess, picture, options, handle)[0]

    def close(self) -> None:
        """Gives the memory back, as soon as no thread uses the model any more."""
        with self._lock:
            self._is_closed = True
            self._release()

    def _release(self) -> None:
        if self._is_closed and self._users == 0 and self._handle is not None:
            handle, self._handle = self._handle, None
            _library().hilum_model_release(handle)

    def __del__(self) -> None:
        if getattr(self, "_handle", None) is not None:
            self.close()


class Result:
    """What was read from a picture, or why nothing was."""

    __slots__ = ("_item", "_owner")

    def __init__(self, item: _Result, owner: _Owned) -> None:
        self._item = item
        self._owner = owner

    @property
    def code(self) -> str | None:
        """What went wrong, for programs; None where the picture was read."""
        code = self._item.code
        return None if code is None else code.decode()

    @property
    def message(self) -> str | None:
        """What went wrong, for people."""
        message = self._item.message
        return None if message is None else message.decode()

    @property
    def json(self) -> str:
        """The line of ``hilum predict --json``, without ``file`` where the picture was no path."""
        return str(self._item.json.decode())

    @property
    def probabilities(self) -> npt.NDArray[np.float64]:
        """The calibrated probability of each class or finding, in the model's order; empty where nothing was read."""
        count = self._item.probability_count
        return _view(self._item.probabilities, c_double, (count,), self._owner) if count else np.empty(0)

    @property
    def heatmap(self) -> npt.NDArray[np.float32] | None:
        """The heat-map, [height, width], if one was asked for."""
        shape = (self._item.heatmap_height, self._item.heatmap_width)
        return _view(self._item.heatmap, c_float, shape, self._owner) if self._item.heatmap else None

    @property
    def overlay(self) -> bytes | None:
        """The PNG file of the picture with the heat-map over it, if one was asked for."""
        return ctypes.string_at(self._item.overlay, self._item.overlay_size) if self._item.overlay else None


# Pictures


def read(picture: Source, options: Options = None) -> tuple[npt.NDArray[Any], str]:
    """A picture's levels, and what else is known of it as JSON; see ``hilum_read``.

    Raises
    ------
    PictureError
        The picture can't be read.
    """
    return _array(_library().hilum_read, picture, options)


def outline(picture: Source, options: Options = None) -> tuple[npt.NDArray[np.uint8], str]:
    """The lungs as a mask of 0 and 255, and what is known of them as JSON; see ``hilum_outline``.

    Raises
    ------
    PictureError
        The picture can't be read, or no network that outlines lungs is installed.
    """
    return _array(_library().hilum_outline, picture, options)


def _describe(picture: Source, described: _Picture) -> object:
    """Describes a picture to the library; what is returned must be kept for as long as that looks at it."""
    if isinstance(picture, str):
        path = os.fsencode(picture)
        if b"\0" in path:
            raise ValueError("a path can't have a null byte in it")
        described.kind, described.data = _PATH, ctypes.cast(c_char_p(path), c_void_p)
        return path
    if isinstance(picture, bytes):
        described.kind, described.size = _BYTES, len(picture)
        described.data = ctypes.cast(c_char_p(picture), c_void_p)
        return picture
    array = picture
    if array.ndim not in (2, 3) or array.dtype not in _ELEMENTS or not array.dtype.isnative:
        raise TypeError(f"an array of {array.dtype} and shape {array.shape} is no picture")
    channels = array.shape[2] if array.ndim == 3 else 1
    row = array.shape[1] * channels * array.itemsize
    if array.strides[0] < row or not array[:1].flags.c_contiguous:
        array = np.ascontiguousarray(array)
    described.kind, described.element, described.data = _ARRAY, _ELEMENTS.index(array.dtype), array.ctypes.data
    described.height, described.width, described.channels = array.shape[0], array.shape[1], channels
    described.row_stride = array.strides[0] if array.shape[0] > 1 else 0
    described.size = max(array.shape[0] - 1, 0) * described.row_stride + row
    return array


def _array(
    function: Any, picture: Source, options: Options, *before: c_void_p
) -> tuple[npt.NDArray[Any], str]:
    """What one of the functions that make an array makes of a picture."""
    described = _Picture()
    kept = _describe(picture, described)
    result = POINTER(_Array)()
    status = function(*before, byref(described), _json(options), byref(result))
    del kept
    _check(status)
    owner = _Owned(result, _library().hilum_array_release)
    array = result.contents
    kind = [c_uint8, ctypes.c_uint16, c_float][array.element]
    return _view(array.data, kind, tuple(array.shape[:array.rank]), owner), (array.json or b"{}").decode()


# Memory and errors


class _Owned:
    """Something that the library has made and that is given back when nothing refers to it any more."""

    def __init__(self, pointer: Any, release: Callable[[Any], None]) -> None:
        self._pointer = pointer
        self._release = release

    def __del__(self) -> None:
        self._release(self._pointer)


class _Use:
    """Keeps a model from being released while a thread uses it."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def __enter__(self) -> c_void_p:
        with self._model._lock:
            if self._model._is_closed or self._model._handle is None:
                raise HilumError("model_closed", "the model has been closed")
            self._model._users += 1
            return self._model._handle

    def __exit__(self, *_: object) -> None:
        with self._model._lock:
            self._model._users -= 1
            self._model._release()


class _Interruption:
    """Tells of progress, and ends the work where that raises an error or Ctrl-C is pressed in the main thread."""

    def __init__(self, progress: Callable[[int, int], None] | None) -> None:
        self._progress = progress
        self._error: BaseException | None = None
        self._signal: tuple[int, Any] | None = None
        # Signals reach Python in the main thread alone, which takes part in the work; without either nobody is told.
        handler = signal.getsignal(signal.SIGINT)
        self._handler = handler if threading.current_thread() is threading.main_thread() and callable(handler) else None
        self._observer = _Observer(_Progress(self._tell)) if progress or self._handler else None

    @property
    def observer(self) -> Any:
        """What the library is given."""
        return byref(self._observer) if self._observer else None

    def __enter__(self) -> _Interruption:
        if self._handler:
            signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        if self._handler:
            signal.signal(signal.SIGINT, self._handler)

    def reraise(self) -> None:
        """Raises what ended the work."""
        if self._error:
            raise self._error
        if self._handler and self._signal:
            self._handler(*self._signal)

    def _interrupt(self, number: int, frame: Any) -> None:
        self._signal = (number, frame)

    def _tell(self, _context: Any, done: int, count: int) -> int:
        try:
            if self._progress:
                self._progress(done, count)
        except BaseException as error:  # reraised in the caller's thread
            self._error = error
        return int(self._error is not None or self._signal is not None)


def _view(address: int, kind: Any, shape: tuple[int, ...], owner: _Owned) -> npt.NDArray[Any]:
    """An array over the library's memory, which keeps that alive."""
    count = 1
    for extent in shape:
        count *= extent
    memory = (kind * count).from_address(address)
    memory.owner = owner
    return np.frombuffer(memory, dtype=kind).reshape(shape)


def _json(options: Options) -> bytes | None:
    return json.dumps(dict(options)).encode() if options else None


def _check(status: int) -> None:
    if status == _OK:
        return
    kind = {_BAD_PICTURE: PictureError, _BAD_BUNDLE: BundleError}.get(status, HilumError)
    raise kind(_library().hilum_last_error_code().decode(), _library().hilum_last_error().decode())
