"""Reads objects that Hilum wrote with pydicom and highdicom and prints what they find in them as JSON.

    python check_objects.py FILE...          (pydicom, highdicom)

The tests run it, where highdicom is installed, and compare. Any error of the two libraries ends it.
"""

import json
import sys

import highdicom as hd
import pydicom

IDENTITY = [
    "SpecificCharacterSet", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "PatientSex", "PatientAge",
    "PregnancyStatus", "StudyInstanceUID", "StudyDate", "StudyTime", "AccessionNumber", "StudyDescription", "StudyID",
]


def code(item):
    return [item.value, item.scheme_designator, item.meaning]


def group(found):
    """A measurement group as highdicom understands it."""
    numbers = found.get_measurements()
    texts = [
        [item.ConceptNameCodeSequence[0].CodeMeaning, item.TextValue]
        for item in found[0].ContentSequence
        if item.ValueType == "TEXT" and item.RelationshipType == "HAS CONCEPT MOD"
    ]
    return {
        "tracking": found.tracking_identifier,
        "finding": code(found.finding_type),
        "numbers": {item.name.meaning: float(item.value) for item in numbers},
        "units": sorted({item.unit.value for item in numbers}),
        "evaluations": [[code(item.name), code(item.value)] for item in found.get_qualitative_evaluations()],
        "algorithm": texts,
        "images": [item.referenced_sop_instance_uid for item in found.source_images],
    }


def report(path):
    document = hd.sr.srread(path)
    assert isinstance(document, hd.sr.Comprehensive3DSR)
    content = document.content
    assert isinstance(content, hd.sr.MeasurementReport)
    groups = content.get_image_measurement_groups()
    texts = hd.sr.utils.find_content_items(document, value_type=hd.sr.ValueTypeValues.TEXT, recursive=True)
    return {
        "title": code(content[0].name),
        "groups": [group(found) for found in groups],
        "texts": [[item.name.meaning, item.value] for item in texts],
        "completion": document.CompletionFlag,
        "verification": document.VerificationFlag,
        "evidence": document.CurrentRequestedProcedureEvidenceSequence[0].ReferencedSeriesSequence[0]
        .ReferencedSOPSequence[0].ReferencedSOPInstanceUID,
    }


def capture(path):
    dataset = pydicom.dcmread(path)
    pixels = dataset.pixel_array
    return {"sides": list(pixels.shape), "conversion": dataset.ConversionType}


def presentation(path):
    dataset = pydicom.dcmread(path)
    annotation = dataset.GraphicAnnotationSequence[0]
    return {
        "shape": dataset.PresentationLUTShape,
        "text": annotation.TextObjectSequence[0].UnformattedTextValue,
        "box": [float(value) for value in annotation.GraphicObjectSequence[0].GraphicData]
        if "GraphicObjectSequence" in annotation else None,
        "area": list(dataset.DisplayedAreaSelectionSequence[0].DisplayedAreaTopLeftHandCorner)
        + list(dataset.DisplayedAreaSelectionSequence[0].DisplayedAreaBottomRightHandCorner),
        "windows": [
            [float(item.WindowCenter), float(item.WindowWidth)]
            for item in dataset.get("SoftcopyVOILUTSequence", []) if "WindowCenter" in item
        ],
    }


def describe(path):
    dataset = pydicom.dcmread(path)
    identity = {name: str(dataset[name].value) for name in IDENTITY if name in dataset}
    identity["PatientName"] = str(dataset.PatientName.decode() if dataset.PatientName else "")
    kinds = {
        "1.2.840.10008.5.1.4.1.1.88.34": report,
        "1.2.840.10008.5.1.4.1.1.7": capture,
        "1.2.840.10008.5.1.4.1.1.11.1": presentation,
    }
    return {
        "identity": identity,
        "instance": dataset.SOPInstanceUID,
        "series": dataset.SeriesInstanceUID,
        "transfer_syntax": dataset.file_meta.TransferSyntaxUID,
        **kinds[dataset.SOPClassUID](path),
    }


if __name__ == "__main__":
    json.dump([describe(path) for path in sys.argv[1:]], sys.stdout, ensure_ascii=False, indent=1)
