"""Peers of a DICOM node: objects made from pictures, a sender, and a destination that keeps what it gets.

Needs pydicom, pynetdicom and Pillow.
"""
import datetime
import io
import pathlib
import socket
import threading
import time

import pydicom
import pynetdicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (ComputedRadiographyImageStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGBaseline8Bit,
                         generate_uid)
from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import Verification

STRUCTURED_REPORT = "1.2.840.10008.5.1.4.1.1.88.34"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
# What a result must carry over from its source.
IDENTITY = ("PatientName", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyDate",
            "StudyTime", "StudyID", "AccessionNumber", "ReferringPhysicianName")

pynetdicom._config.STORE_SEND_CHUNKED_DATASET = True  # files go out as they are, piece by piece
pynetdicom._config.LOG_HANDLER_LEVEL = "none"


def radiograph(picture, size=None, **elements):
    """A CR object that encapsulates a JPEG file; `size` is its longer side, in pixels, where it is to be made smaller."""
    data = picture if isinstance(picture, bytes) else pathlib.Path(picture).read_bytes()
    image = Image.open(io.BytesIO(data))
    if size or image.format != "JPEG" or image.mode != "L":
        image = image.convert("L")
        if size:
            image.thumbnail((size, size))
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=95)
        data = buffer.getvalue()
    found = Dataset()
    found.SpecificCharacterSet = "ISO_IR 192"
    found.ImageType = ["ORIGINAL", "PRIMARY"]
    found.SOPClassUID, found.SOPInstanceUID = ComputedRadiographyImageStorage, generate_uid()
    found.StudyInstanceUID, found.SeriesInstanceUID = generate_uid(), generate_uid()
    now = datetime.datetime.now()
    found.StudyDate = found.SeriesDate = found.ContentDate = now.strftime("%Y%m%d")
    found.StudyTime = found.SeriesTime = found.ContentTime = now.strftime("%H%M%S")
    found.AccessionNumber, found.StudyID = "A" + found.SOPInstanceUID[-9:], "1"
    found.Modality, found.BodyPartExamined, found.ViewPosition = "CR", "CHEST", "PA"
    found.Manufacturer, found.ReferringPhysicianName = "Tests of Hilum", "Röntgen^Wilhelm"
    found.PatientName, found.PatientID, found.IssuerOfPatientID = "Łódź^Anna", "P" + found.StudyInstanceUID[-9:], "TESTS"
    found.PatientBirthDate, found.PatientSex, found.PatientAge = "19700101", "F", "056Y"
    found.SeriesNumber, found.InstanceNumber, found.PatientOrientation = 1, 1, ["L", "F"]
    found.Columns, found.Rows = image.size
    found.SamplesPerPixel, found.PhotometricInterpretation = 1, "MONOCHROME2"
    found.BitsAllocated, found.BitsStored, found.HighBit, found.PixelRepresentation = 8, 8, 7, 0
    found.LossyImageCompression, found.LossyImageCompressionMethod = "01", "ISO_10918_1"
    found.PixelData = encapsulate([data])
    found["PixelData"].is_undefined_length = True
    for name, value in elements.items():
        setattr(found, name, value)
    found.file_meta = FileMetaDataset()
    found.file_meta.TransferSyntaxUID = JPEGBaseline8Bit
    found.file_meta.MediaStorageSOPClassUID, found.file_meta.MediaStorageSOPInstanceUID = found.SOPClassUID, found.SOPInstanceUID
    return found


def save(dataset, path):
    """Writes a data set as a Part 10 file; the path."""
    dataset.save_as(path, enforce_file_format=True)
    return path


def source_of(data):
    """The SOP Instance UID that a result names as where it comes from; its pixels may have been cut off."""
    result = pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True)
    if "SourceImageSequence" in result:
        return str(result.SourceImageSequence[0].ReferencedSOPInstanceUID)
    evidence = result.get("CurrentRequestedProcedureEvidenceSequence")
    series = evidence[0].ReferencedSeriesSequence if evidence else result.ReferencedSeriesSequence
    references = series[0].get("ReferencedSOPSequence") or series[0].ReferencedImageSequence
    return str(references[0].ReferencedSOPInstanceUID)


def free_port():
    """A port that nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Sender:
    """A peer that sends objects to a node."""

    def __init__(self, port, called="HILUM", calling="CLIENT", host="127.0.0.1"):
        self.host, self.port, self.called, self.calling = host, port, called, calling

    def associate(self, contexts=None, handlers=(), timeout=30):
        """An association, which may have been refused (`is_established`)."""
        entity = AE(self.calling)
        entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = entity.connection_timeout = timeout
        for context, syntaxes in contexts or [
            (Verification, [ImplicitVRLittleEndian]),
            (ComputedRadiographyImageStorage, [JPEGBaseline8Bit]),
            (ComputedRadiographyImageStorage, [ExplicitVRLittleEndian]),
        ]:
            entity.add_requested_context(context, syntaxes)
        return entity.associate(self.host, self.port, ae_title=self.called, evt_handlers=list(handlers))

    def echo(self, timeout=30):
        """Whether the node answers."""
        association = self.associate([(Verification, [ImplicitVRLittleEndian])], timeout=timeout)
        if not association.is_established:
            return False
        status = association.send_c_echo()
        association.release()
        return "Status" in status and status.Status == 0

    def store(self, *objects):
        """Sends data sets or files over one association; a status for each, None where no answer came."""
        association = self.associate()
        if not association.is_established:
            return [None] * len(objects)
        statuses = []
        for one in objects:
            try:
                status = association.send_c_store(one)
                statuses.append(status.Status if "Status" in status else None)
            except (RuntimeError, OSError):
                statuses.append(None)
        if association.is_established:
            association.release()
        return statuses


class Destination:
    """A storage SCP that keeps what it gets; it can be taken down and up again, at the same port."""

    def __init__(self, port=0, ae_title="CLIENTS"):
        self.port, self.ae_title, self.lock = port or free_port(), ae_title, threading.Lock()
        self.arrivals = []  # (time on the monotonic clock, SOP class, SOP instance, its bytes as a Part 10 file)
        self.most_bytes = None  # how many bytes of a picture are kept; all of them where None
        self.server, self.changed = None, threading.Event()
        self.up()

    def up(self):
        """Listens."""
        entity = AE(self.ae_title)
        entity.maximum_associations = 64
        entity.maximum_pdu_size = 0
        syntaxes = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, JPEGBaseline8Bit]
        for context in AllStoragePresentationContexts:
            entity.add_supported_context(context.abstract_syntax, syntaxes)
        entity.add_supported_context(Verification)
        self.server = entity.start_server(("127.0.0.1", self.port), block=False, evt_handlers=[(evt.EVT_C_STORE, self._keep)])

    def down(self):
        """Listens no more, and drops whoever is connected."""
        if self.server:
            self.server.shutdown()
        self.server = None

    def _keep(self, event):
        now, request = time.monotonic(), event.request
        most = None if request.AffectedSOPClassUID == STRUCTURED_REPORT else self.most_bytes
        data = event.encoded_dataset()[:most]
        with self.lock:
            self.arrivals.append((now, str(request.AffectedSOPClassUID), str(request.AffectedSOPInstanceUID), data))
        self.changed.set()
        return 0x0000

    def snapshot(self):
        """What has arrived so far."""
        with self.lock:
            return list(self.arrivals)

    def results_of(self, source, sop_class):
        """The results of a class that name `source`, a SOP Instance UID, as where they come from."""
        named = source.encode()
        return [pydicom.dcmread(io.BytesIO(data)) for _, kind, _, data in self.snapshot() if kind == sop_class and named in data]

    def wait_for(self, source, sop_class, seconds):
        """The first result of a class that names `source`; None where none comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.changed.clear()
            found = self.results_of(source, sop_class)
            if found:
                return found[0]
            self.changed.wait(0.2)
        return None
