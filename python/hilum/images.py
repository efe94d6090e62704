"""What is in a picture before any model: grey levels, a network's input, lungs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from hilum import _native
from hilum.pictures import source

if TYPE_CHECKING:
    from hilum.model import Model
    from hilum.pictures import Array, Picture


@dataclass(frozen=True, eq=False)
class Outline:
    """The lungs on a picture.

    Attributes
    ----------
    mask : bool [height, width]
        Where they are.
    lungs : Mapping
        What ``hilum lungs outline --json`` says: ``found``, ``boxes`` and ``share_of_picture`` among others.
    """

    mask: npt.NDArray[np.bool_]
    lungs: Mapping[str, Any]

    def __repr__(self) -> str:
        found = f"{self.mask.mean():.3f} of the picture" if self.lungs["found"] else "no lungs found"
        return f"<Outline {self.mask.shape[0]} × {self.mask.shape[1]}: {found}>"


def read(x: Picture, *, frame: int = 0, window: int | None = None) -> Array:
    """The grey levels of a picture, uint8 or, where it has more than 8 bits, uint16: [height, width].

    DICOM is decoded, rescaled and windowed; JPEG is turned as EXIF says; colours become grey as Pillow's do.

    Parameters
    ----------
    x
        A path, bytes of a file, an array, a data set of pydicom or a Pillow image.
    frame, window
        The frame, and the window or VOI LUT, of a DICOM file with several, from 0; of windows None is the first.

    Raises
    ------
    PictureError
        It can't be read.
    """
    return _native.read(source(x), {"frame": frame, "window": window})[0]


def preprocess(
    x: Picture, model: Model, *, frame: int = 0, window: int | None = None
) -> npt.NDArray[np.float32]:
    """The input that a model's network gets of a picture: [channels, height, width].

    Parameters
    ----------
    x, frame, window
        As for `read`.
    model
        A model that is loaded.

    Raises
    ------
    PictureError
        It can't be read.
    """
    return model._native.preprocess(source(x), {"frame": frame, "window": window})


def outline(x: Picture, *, frame: int = 0, window: int | None = None) -> Outline:
    """The lungs on a picture.

    Parameters
    ----------
    x, frame, window
        As for `read`.

    Raises
    ------
    PictureError
        It can't be read, or no network that outlines lungs is installed.
    """
    mask, about = _native.outline(source(x), {"frame": frame, "window": window})
    return Outline(mask != 0, json.loads(about))
