"""Compares the DICOM reader with pydicom on every image file of the wheels `pydicom` and `pydicom-data`.

    swift build -c release --package-path Fuzz --product stored-values
    python compare_pydicom.py Fuzz/.build/release/stored-values docs/dicom-conformance.md

Needs pydicom 3, pydicom-data, numpy, Pillow, imagecodecs, and pylibjpeg with its libjpeg, openjpeg and rle plug-ins.
Replaces what stands below "## Measured" in the document; exits with 1 if a file is neither exact, nor (lossy
syntaxes) within 2 levels, nor refused, or if a relative of the chest radiograph differs.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings

import imagecodecs
import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import encapsulate
from pydicom.pixels import get_decoder
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut, apply_voi_lut

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

LOSSY = {
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.81",
    "1.2.840.10008.1.2.4.91",
    "1.2.840.10008.1.2.4.203",
}


def image_files():
    """Every file of the two wheels that holds pixel data, as (name, path, data set)."""
    site = os.path.dirname(os.path.dirname(pydicom.__file__))
    for root in ("pydicom/data", "data_store"):
        for folder, _, names in sorted(os.walk(os.path.join(site, root))):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith((".py", ".pyc", ".json", ".txt", ".gz", ".md", ".dump", ".icc")):
                    continue
                try:
                    dataset = pydicom.dcmread(path, force=True)
                except Exception:
                    continue
                is_part10 = open(path, "rb").read(132)[128:] == b"DICM"
                if "PixelData" in dataset or (is_part10 and "too_short" in name):
                    yield os.path.relpath(path, os.path.join(site, root)), path, dataset


def expected(dataset, syntax, frame, raw, plugin=""):
    """One frame as pydicom decodes it, as (rows, columns, samples)."""
    array, _ = get_decoder(syntax).as_array(dataset, index=frame, raw=raw, decoding_plugin=plugin)
    return array.reshape(array.shape[0], array.shape[1], -1).astype(np.int64)


def largest_difference(path, dtype, reference):
    values = np.fromfile(path, dtype=dtype).astype(np.int64)
    if values.size != reference.size:
        return f"{values.size} values for {reference.size}"
    return int(np.abs(values.reshape(reference.shape) - reference).max())


def displayed(dataset, stored):
    """8-bit grey by pydicom's modality and VOI functions; None where the file has no VOI LUT or window."""
    if not ("VOILUTSequence" in dataset or dataset.get("WindowWidth")):
        return None
    values = apply_modality_lut(stored[..., 0], dataset)
    if "VOILUTSequence" in dataset:
        item = dataset.VOILUTSequence[0]
        brightness = apply_voi_lut(values, dataset) / (2.0 ** item.LUTDescriptor[2] - 1)
    else:
        result = apply_voi_lut(values, dataset)
        # pydicom's output range is that of the bits stored, rescaled.
        signed, bits = dataset.PixelRepresentation == 1, dataset.BitsStored
        ends = np.array([-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] if signed else [0, 2**bits - 1], dtype=float)
        if "RescaleSlope" in dataset:
            ends = ends * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
        brightness = (result - ends[0]) / (ends[1] - ends[0])
    if dataset.PhotometricInterpretation == "MONOCHROME1":
        brightness = 1 - brightness
    return np.rint(brightness * 255)[..., None]


def compare(report, dataset, prefix):
    """(verdict, is acceptable) for one file."""
    meta = getattr(dataset, "file_meta", {})
    syntax = meta.get("TransferSyntaxUID", None)
    if syntax is None:
        implicit, little = dataset.original_encoding
        syntax = pydicom.uid.ImplicitVRLittleEndian if implicit else pydicom.uid.ExplicitVRLittleEndian
        dataset.file_meta = pydicom.dataset.FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = syntax
    stored, pillow, colour, notes = 0, 0, 0, []
    try:
        for frame in sorted({0, 1, report["frames"] - 1} & set(range(max(report["frames"], 1)))):
            reference = expected(dataset, syntax, frame, raw=True)
            if report.get("error"):
                continue
            difference = largest_difference(f"{prefix}.{frame}.stored", "<i8", reference)
            if isinstance(difference, str):
                return f"stored: {difference}", False
            stored = max(stored, difference)
            if difference and syntax == "1.2.840.10008.1.2.4.50":
                # pydicom's other plug-in for baseline JPEG: Pillow, over libjpeg-turbo.
                other = expected(dataset, syntax, frame, raw=True, plugin="pillow")
                pillow = max(pillow, largest_difference(f"{prefix}.{frame}.stored", "<i8", other))
            if dataset.PhotometricInterpretation.startswith("MONOCHROME") and difference == 0:
                grey = displayed(dataset, reference)
                if grey is not None:
                    shown = largest_difference(f"{prefix}.{frame}.pixels", "u1", grey.astype(np.int64))
                    notes = [f"display {'exact' if shown == 0 else f'within {shown}'}"]
            if report["samples"] == 3 or dataset.PhotometricInterpretation == "PALETTE COLOR":
                rgb = expected(dataset, syntax, frame, raw=False)
                if dataset.PhotometricInterpretation == "PALETTE COLOR":
                    rgb = apply_color_lut(rgb[..., 0], dataset).astype(np.int64)
                if rgb.max() > 255:
                    bits = 16 if dataset.PhotometricInterpretation == "PALETTE COLOR" else report["bits"]
                    rgb = (rgb * 255 + ((1 << bits) - 1) // 2) // ((1 << bits) - 1)
                colour = max(colour, largest_difference(f"{prefix}.{frame}.pixels", "u1", rgb))
                notes = [f"RGB {'exact' if colour == 0 else f'within {colour}'}"]
    except Exception as error:
        reason = str(error).strip().splitlines()[0][:90]
        if report.get("error"):
            return f"refused: {report['error']} (pydicom fails too)", True
        return f"read (pydicom: {reason})", True
    if report.get("error"):
        return f"refused: {report['error']}", "not supported" in report["error"] or "truncated" in report["error"]
    verdict = "exact" if stored == 0 else f"within {stored}"
    if stored and syntax == "1.2.840.10008.1.2.4.50":
        notes.append("with Pillow's decoder " + ("exact" if pillow == 0 else f"within {pillow}"))
        stored = min(stored, pillow)
    limit = 2 if syntax in LOSSY else 0
    return ", ".join([verdict] + notes), stored <= limit


def relatives(tool):
    """The chest radiograph RG1 in other syntaxes and the other polarity: largest difference of the 8-bit pixels."""
    folder = os.path.join(os.path.dirname(os.path.dirname(pydicom.__file__)), "data_store", "data")
    with tempfile.TemporaryDirectory() as work:

        def save(dataset, name):
            dataset.save_as(os.path.join(work, name))
            return os.path.join(work, name)

        def original():
            return pydicom.dcmread(os.path.join(folder, "RG1_UNCR.dcm"))

        def compressed(syntax, frame):
            dataset = original()
            dataset.file_meta.TransferSyntaxUID = pydicom.uid.UID(syntax)
            dataset.PixelData = encapsulate([frame])
            dataset["PixelData"].VR = "OB"
            return dataset

        pixels = original().pixel_array
        twin = original()
        twin.PhotometricInterpretation = "MONOCHROME2"
        maximum = (1 << twin.BitsStored) - 1
        twin.PixelData = (maximum - pixels).astype("<u2").tobytes()
        # The window is mirrored with the values: x becomes maximum - x.
        twin.WindowCenter = maximum - float(twin.WindowCenter) + 1
        files = {
            "uncompressed (RG1_UNCR.dcm)": os.path.join(folder, "RG1_UNCR.dcm"),
            "JPEG 2000 lossless (RG1_J2KR.dcm)": os.path.join(folder, "RG1_J2KR.dcm"),
            "JPEG 2000 lossy (RG1_J2KI.dcm)": os.path.join(folder, "RG1_J2KI.dcm"),
            "JPEG-LS lossless": save(compressed("1.2.840.10008.1.2.4.80", imagecodecs.jpegls_encode(pixels)), "jls"),
            "JPEG-LS near-lossless, 2 levels": save(
                compressed("1.2.840.10008.1.2.4.81", imagecodecs.jpegls_encode(pixels, level=2)), "near"),
            "HTJ2K lossless": save(
                compressed("1.2.840.10008.1.2.4.201", imagecodecs.htj2k_encode(pixels, reversible=True)), "ht"),
            "MONOCHROME2 twin": save(twin, "twin"),
        }
        subprocess.run([tool, work] + list(files.values()), capture_output=True, check=True)
        read = lambda index: np.fromfile(os.path.join(work, f"{index}.0.pixels"), "u1").reshape(pixels.shape)
        reference, rows, worst = read(0), [], 0
        shrink = lambda image: np.asarray(Image.fromarray(image).resize((224, 224), Image.BILINEAR)).astype(int)
        for index, name in enumerate(files):
            if not os.path.exists(os.path.join(work, f"{index}.0.pixels")):
                rows.append(f"| {name} | refused | refused | refused |")
                continue
            full = np.abs(read(index).astype(int) - reference)
            small = int(np.abs(shrink(read(index)) - shrink(reference)).max())
            worst = max(worst, small)
            rows.append(f"| {name} | {full.max()} | {np.count_nonzero(full > 1)} | {small} |")
    return rows, worst


def main(tool, document):
    files = list(image_files())
    with tempfile.TemporaryDirectory() as folder:
        lines = subprocess.run(
            [tool, folder] + [path for _, path, _ in files], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        failures, rows, tally = [], [], {}
        for index, ((name, path, dataset), line) in enumerate(zip(files, lines, strict=True)):
            report = json.loads(line)
            verdict, acceptable = compare(report, dataset, f"{folder}/{index}")
            meta = getattr(dataset, "file_meta", {})
            uid = meta.get("TransferSyntaxUID", None)
            bits = "/".join(
                str(dataset.get(k, "-")) for k in ("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"))
            size = f"{dataset.get('Columns', '-')}×{dataset.get('Rows', '-')}"
            frames = dataset.get("NumberOfFrames", None)
            photometric = dataset.get("PhotometricInterpretation", "-")
            rows.append(
                f"| {name} | {uid.name if uid else 'none given'} | {photometric} | {bits} "
                f"| {size}{f'×{frames}' if frames else ''} | {verdict} |")
            kind = verdict.split(":")[0].split(",")[0].split(" (")[0]
            tally[kind] = tally.get(kind, 0) + 1
            if not acceptable:
                failures.append(f"{name}: {verdict}")
    relative_rows, worst = relatives(tool)
    if worst > 1:
        failures.append(f"relatives of RG1 differ by {worst}")
    with open(document, encoding="utf-8") as file:
        head = file.read().split("## Measured")[0]
    with open(document, "w", encoding="utf-8") as file:
        file.write(head + "\n".join([
            "## Measured", "",
            f"pydicom {pydicom.__version__}, {len(rows)} files: "
            + ", ".join(f"{count} {kind}" for kind, count in sorted(tally.items(), key=lambda pair: -pair[1])) + ".", "",
            "### A chest radiograph in other syntaxes", "",
            "8-bit pixels against those of RG1_UNCR.dcm (1841 × 1955, MONOCHROME1), at full size and resized to 224 × 224.",
            "",
            "| relative | largest difference | pixels that differ by more than 1 | largest difference, resized |",
            "|---|---|---|---|", *relative_rows, "", "### File by file", "",
            "| file | transfer syntax | photometric interpretation | bits | size | result |", "|---|---|---|---|---|---|",
            *rows]) + "\n")
    if failures:
        print("\n".join(["not acceptable:"] + failures), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
