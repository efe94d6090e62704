"""Chest X-ray classification that shows its evidence.

>>> import hilum
>>> model = hilum.load("run/bundle")
>>> readings = model.predict(["a.jpeg", "b.dcm"], explain="grad-cam")
>>> hilum.frame(readings)

Research software, not a medical device.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hilum.errors import BundleError, HilumError, PictureError, ProgramError
    from hilum.tables import frame
    from hilum.images import Outline, outline, preprocess, read
    from hilum.model import Model, load
    from hilum.program import Progress
    from hilum.reading import Failure, FailedReading, Reading
    from hilum.runs import Evaluation, Run, Stress, data_check, evaluate, stress, train

    __version__: str

__all__ = [
    "BundleError", "Evaluation", "FailedReading", "Failure", "HilumError", "Model", "Outline", "PictureError",
    "ProgramError", "Progress", "Reading", "Run", "Stress", "data_check", "evaluate", "frame", "load", "outline",
    "preprocess", "read", "stress", "train",
]

# Where each name is made: a module is imported when something of it is first used, so that `import hilum` and the
# program's entry cost nothing.
_HOMES = {
    "errors": ("BundleError", "HilumError", "PictureError", "ProgramError"),
    "tables": ("frame",),
    "images": ("Outline", "outline", "preprocess", "read"),
    "model": ("Model", "load"),
    "program": ("Progress",),
    "reading": ("FailedReading", "Failure", "Reading"),
    "runs": ("Evaluation", "Run", "Stress", "data_check", "evaluate", "stress", "train"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from hilum import _native

        return _native.version()
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'hilum' has no attribute {name!r}")
    value: object = getattr(import_module(f"hilum.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
