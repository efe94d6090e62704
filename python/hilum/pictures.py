"""What counts as a picture: a file's path, its bytes, an array, a pydicom data set, a Pillow image; one or many."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, Any, TypeAlias, Union

import numpy as np

from hilum.errors import PictureError

if TYPE_CHECKING:
    import PIL.Image
    import pydicom

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

#: One picture. Arrays are [height, width] or [height, width, 1 or 3] of uint8, uint16, or floats from 0 to 1.
Picture: TypeAlias = Union[
    str, "os.PathLike[str]", bytes, bytearray, memoryview, Array, "pydicom.Dataset", "PIL.Image.Image"
]

#: One picture, a list or any other iterable of them, or an array [n, height, width] or [n, height, width, channels].
Pictures: TypeAlias = Union[Picture, Iterable[Picture]]

#: What the library takes: a path, a file's bytes, or the pixels.
Source: TypeAlias = Union[str, bytes, Array]


def chunks(pictures: Pictures, size: int) -> Iterator[list[Picture]]:
    """The pictures in lists of at most `size`, and of about 256 MB where they are in memory."""
    chunk: list[Picture] = []
    weight = 0
    for picture in [pictures] if is_one(pictures) else pictures:  # type: ignore[union-attr]
        chunk.append(picture)  # type: ignore[arg-type]
        weight += _weight(picture)
        if len(chunk) == size or weight >= 256 << 20:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def count(pictures: Pictures) -> int | None:
    """How many there are, where that is known beforehand."""
    if is_one(pictures):
        return 1
    return len(pictures) if isinstance(pictures, Sized) else None


def is_one(pictures: object) -> bool:
    """Whether this is one picture and not several."""
    if isinstance(pictures, np.ndarray):
        return pictures.dtype.kind in "buif" and _is_one_array(pictures.shape)
    return (
        isinstance(pictures, (str, bytes, bytearray, memoryview, os.PathLike))
        or _is(pictures, "pydicom", "Dataset")
        or _is(pictures, "PIL.Image", "Image")
        or not isinstance(pictures, Iterable)
    )


def source(picture: object) -> Source:
    """What the library takes for a picture.

    A data set of pydicom goes as the DICOM file that it would be, so that it is read as files are: window, VOI LUT,
    photometric interpretation and all. A Pillow image goes as its pixels, turned as EXIF says.

    Raises
    ------
    PictureError
        This is no picture, or one that can't be written.
    """
    if isinstance(picture, (str, os.PathLike)):
        return os.fsdecode(picture)
    if isinstance(picture, bytes):
        return picture
    if isinstance(picture, (bytearray, memoryview)):
        return bytes(picture)
    if isinstance(picture, (np.ndarray, np.generic)):
        return _pixels(np.asarray(picture))
    if _is(picture, "pydicom", "Dataset"):
        return _dicom_file(picture)
    if _is(picture, "PIL.Image", "Image"):
        return _pixels(_image_pixels(picture))
    raise PictureError("unsupported_media_type", f"a {type(picture).__name__} is no picture: give a path, bytes, a numpy "
                       "array, a pydicom data set or a Pillow image")


def file_name(picture: object) -> str | None:
    """The path that a picture was given by."""
    return os.fsdecode(picture) if isinstance(picture, (str, os.PathLike)) else None


def _is(value: object, module: str, name: str) -> bool:
    """Whether a value is of a class of a library that may not be there: if it is, the library has been imported."""
    kind = getattr(sys.modules.get(module), name, None)
    return isinstance(kind, type) and isinstance(value, kind)


def _weight(picture: object) -> int:
    """About how many bytes a picture will be, beyond those that a file is read into."""
    if isinstance(picture, (str, os.PathLike)):
        return 0
    if isinstance(picture, (bytes, bytearray)):
        return len(picture)
    weight = getattr(picture, "nbytes", None)
    return weight if isinstance(weight, int) else 16 << 20


def _is_one_array(shape: tuple[int, ...]) -> bool:
    return len(shape) < 3 or (len(shape) == 3 and shape[2] in (1, 3, 4))


def _pixels(array: Array) -> Array:
    """An array in an element type and a shape that the library reads, copied only where it has to be."""
    if array.ndim == 3 and array.shape[2] == 4 and array.dtype == np.uint8:
        array = array[:, :, :3]  # transparency is left out, as Pillow's convert("RGB") does
    if not (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (1, 3))) or 0 in array.shape:
        raise PictureError("malformed_image", "an array is [height, width] or [height, width, 1 or 3], not "
                           f"{list(array.shape)}")
    if array.dtype.kind == "f":
        if not np.all((array >= 0) & (array <= 1)):
            raise PictureError("malformed_image", "floats are grey levels from 0 to 1; make whole ones uint8 or uint16")
        array = array.astype(np.float32, copy=False)
    elif array.dtype == np.bool_:
        array = array.astype(np.uint8) * np.uint8(255)
    elif array.dtype not in (np.uint8, np.uint16):
        raise PictureError("malformed_image", f"an array is of uint8, uint16 or floats from 0 to 1, not {array.dtype}")
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))


def _dicom_file(dataset: Any) -> bytes:
    import pydicom

    buffer = io.BytesIO()
    try:
        if int(pydicom.__version__.split(".")[0]) >= 3:
            pydicom.dcmwrite(buffer, dataset, enforce_file_format=True)
        else:
            pydicom.dcmwrite(buffer, dataset, write_like_original=False)
    except Exception as error:  # pydicom raises whatever its values' codecs do
        raise PictureError("malformed_image", f"pydicom can't write this data set: {error}") from error
    return buffer.getvalue()


def _image_pixels(image: Any) -> Array:
    from PIL import ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I;16"):
        return np.asarray(image).astype(np.uint16)
    if image.mode == "I":
        levels = np.asarray(image)
        if levels.size and (levels.min() < 0 or levels.max() > 0xFFFF):
            raise PictureError("malformed_image", "a Pillow image of mode I holds levels from 0 to 65535 here")
        return levels.astype(np.uint16)
    if image.mode in ("L", "RGB", "F"):
        return np.asarray(image)
    return np.asarray(image.convert("L" if image.mode in ("1", "LA", "La") else "RGB"))
