"""Radiographs as data sets of pydicom."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid


def dataset(levels: np.ndarray, inverted: bool = False) -> Dataset:
    """A digital radiograph of 12 bits."""
    values = levels.astype(np.uint16) * 16
    picture = Dataset()
    picture.file_meta = FileMetaDataset()
    picture.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    picture.SOPClassUID = DigitalXRayImageStorageForPresentation
    picture.SOPInstanceUID = generate_uid()
    picture.Modality, picture.BodyPartExamined, picture.ViewPosition = "DX", "CHEST", "PA"
    picture.Rows, picture.Columns = levels.shape
    picture.SamplesPerPixel, picture.BitsAllocated, picture.BitsStored, picture.HighBit = 1, 16, 12, 11
    picture.PixelRepresentation = 0
    picture.PhotometricInterpretation = "MONOCHROME1" if inverted else "MONOCHROME2"
    picture.WindowCenter, picture.WindowWidth = 2048, 4096
    picture.PixelData = (4095 - values if inverted else values).astype("<u2").tobytes()
    return picture
