"""Makes the DICOM files of the tests: one small picture in every transfer syntax that is read, with its stored values.

    python make_goldens.py

Needs pydicom 3 with pylibjpeg (libjpeg, openjpeg, rle), numpy, imagecodecs (HTJ2K), and DCMTK's command-line tools
(Debian package `dcmtk`) for the JPEG and JPEG-LS syntaxes, which pydicom does not encode.

The picture is made here, so the files carry no one's rights and no one's data. NAME.stored holds the stored values of
NAME.dcm as pydicom decodes them (16-bit little-endian); lossless files share `gray12.stored`.
"""

import os
import subprocess
import sys

import imagecodecs
import numpy as np
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels import get_decoder
from pydicom.uid import UID, DigitalXRayImageStorageForPresentation

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS, COLUMNS = 40, 48


def picture(maximum):
    """Two dark lungs on a bright ground, a gradient and noise."""
    rng = np.random.default_rng(7)
    y, x = np.mgrid[0:ROWS, 0:COLUMNS]
    image = 0.75 + 0.15 * x / COLUMNS - 0.1 * y / ROWS
    for centre in (15, 33):
        image -= 0.5 * np.exp(-(((x - centre) / 6.0) ** 2 + ((y - 20) / 11.0) ** 2))
    image += rng.normal(0, 0.01, image.shape)
    image[0, :4] = [0, 1, 0.25, 0.5]
    return np.clip(np.rint(image * maximum), 0, maximum).astype(np.uint16)


def data_set(pixels, bits_stored, samples=1, photometric="MONOCHROME2", signed=False, little=True):
    """A data set around `pixels` (frames, rows, columns[, samples]), explicit VR."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = UID("1.2.826.0.1.3680043.8.498.1")
    meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian if little else pydicom.uid.ExplicitVRBigEndian
    meta.ImplementationClassUID = UID("1.2.826.0.1.3680043.8.498.2")
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128, is_implicit_VR=False, is_little_endian=little)
    ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID = ds.SeriesInstanceUID = UID("1.2.826.0.1.3680043.8.498.3")
    ds.Modality, ds.BodyPartExamined, ds.ViewPosition, ds.PatientAge = "DX", "CHEST", "PA", "045Y"
    ds.PatientName, ds.PatientID = "TEST^MADE", "1"
    ds.ImagerPixelSpacing = [0.143, 0.143]
    ds.Rows, ds.Columns = pixels.shape[1:3]
    ds.SamplesPerPixel, ds.PhotometricInterpretation = samples, photometric
    if samples > 1:
        ds.PlanarConfiguration = 0
    ds.BitsAllocated = pixels.dtype.itemsize * 8
    ds.BitsStored, ds.HighBit, ds.PixelRepresentation = bits_stored, bits_stored - 1, int(signed)
    if len(pixels) > 1:
        ds.NumberOfFrames = len(pixels)
    ds.PixelData = pixels.tobytes()
    if len(ds.PixelData) % 2:
        ds.PixelData += b"\0"
    ds["PixelData"].VR = "OW" if ds.BitsAllocated > 8 else "OB"
    return ds


def save(ds, name):
    ds.save_as(os.path.join(HERE, name + ".dcm"), enforce_file_format=True)


def encoded(ds, syntax, frames, name):
    """Saves `ds` with frames that were compressed elsewhere."""
    ds.file_meta.TransferSyntaxUID = UID(syntax)
    ds.PixelData = encapsulate(frames)
    ds["PixelData"].VR = "OB"
    save(ds, name)


def tool(command, source, name, *options):
    """Runs one of DCMTK's compressors."""
    path = os.path.join(HERE, source + ".dcm")
    subprocess.run([command, "-ll", "error", "--uid-never", *options, path, os.path.join(HERE, name + ".dcm")], check=True)


def write_stored(name):
    """Stored values by pydicom, of frame 0."""
    ds = pydicom.dcmread(os.path.join(HERE, name + ".dcm"))
    array, _ = get_decoder(ds.file_meta.TransferSyntaxUID).as_array(ds, index=0, raw=True)
    array.astype("<u2").tofile(os.path.join(HERE, name + ".stored"))


def main():
    gray12 = picture(4095)[None]
    gray8 = picture(255).astype(np.uint8)[None]
    gray12.astype("<u2").tofile(os.path.join(HERE, "gray12.stored"))
    gray8.astype("<u2").tofile(os.path.join(HERE, "gray8.stored"))

    # Not compressed.
    save(data_set(gray12, 12), "explicit-little")
    for name, syntax in [
        ("implicit-little", pydicom.uid.ImplicitVRLittleEndian),
        ("deflated", pydicom.uid.DeflatedExplicitVRLittleEndian),
    ]:
        ds = data_set(gray12, 12)
        ds.file_meta.TransferSyntaxUID = syntax
        save(ds, name)
    save(data_set(gray12.astype(">u2"), 12, little=False), "explicit-big")
    save(data_set(gray8, 8), "explicit-little-8")

    # Lossless.
    for name, syntax in [("rle", pydicom.uid.RLELossless), ("jpeg2000-lossless", pydicom.uid.JPEG2000Lossless)]:
        ds = data_set(gray12, 12)
        ds.compress(syntax, generate_instance_uid=False)
        save(ds, name)
    tool("dcmcjpeg", "explicit-little", "jpeg-lossless", "+el")
    tool("dcmcjpeg", "explicit-little", "jpeg-lossless-sv1", "+e1")
    tool("dcmcjpls", "explicit-little", "jpegls-lossless", "+el")
    htj2k = imagecodecs.htj2k_encode(gray12[0], reversible=True)
    encoded(data_set(gray12, 12), "1.2.840.10008.1.2.4.201", [htj2k], "htj2k-lossless")

    # Lossy.
    tool("dcmcjpeg", "explicit-little-8", "jpeg-baseline", "+eb", "+q", "90")
    tool("dcmcjpeg", "explicit-little", "jpeg-extended", "+ee", "+q", "90")
    tool("dcmcjpls", "explicit-little", "jpegls-near-lossless", "+en", "+md", "3")
    ds = data_set(gray12, 12)
    ds.compress(pydicom.uid.JPEG2000, j2k_cr=[6], generate_instance_uid=False)
    save(ds, "jpeg2000-lossy")
    for name in ("jpeg-baseline", "jpeg-extended", "jpegls-near-lossless", "jpeg2000-lossy"):
        write_stored(name)

    # Several frames: one fragment each, and one frame in two fragments with an offset table.
    frames = np.stack([gray12[0], 4095 - gray12[0], gray12[0] // 2])
    ds = data_set(frames, 12)
    ds.compress(pydicom.uid.RLELossless, generate_instance_uid=False)
    save(ds, "rle-3-frames")
    ds = data_set(frames, 12)
    ds.compress(pydicom.uid.JPEG2000Lossless, generate_instance_uid=False)
    parts = [p for p in pydicom.encaps.generate_frames(ds.PixelData, number_of_frames=3)]
    ds.PixelData = encapsulate(parts, fragments_per_frame=2, has_bot=True)
    save(ds, "jpeg2000-3-frames-6-fragments")

    # Colour: three channels that differ.
    channels = np.stack([gray8[0], 255 - gray8[0], np.roll(gray8[0], 9, axis=1)], axis=-1)[None]
    channels.astype("<u2").tofile(os.path.join(HERE, "rgb.stored"))
    save(data_set(channels, 8, samples=3, photometric="RGB"), "rgb")
    tool("dcmcjpeg", "rgb", "rgb-jpeg-baseline", "+eb", "+q", "95", "+s4")
    write_stored("rgb-jpeg-baseline")
    ds = data_set(channels, 8, samples=3, photometric="RGB")
    ds.compress(pydicom.uid.JPEG2000Lossless, generate_instance_uid=False)
    save(ds, "rgb-jpeg2000-lossless")
    ds = data_set(channels, 8, samples=3, photometric="RGB")
    ds.compress(pydicom.uid.RLELossless, generate_instance_uid=False)
    save(ds, "rgb-rle")


if __name__ == "__main__":
    sys.exit(main())
