#!/usr/bin/env python3
"""What an archive, a modality and a hostile peer do to a node: `hilum serve --dicom`, over real sockets.

    archive.py ADDRESS DICOM_PORT DESTINATION_PORT PICTURE [ORTHANC_PORT]
    archive.py --self-test PICTURE      only what this script is made of, without a server

The server must send to CLIENTS@127.0.0.1:DESTINATION_PORT, where this script listens, and, where Orthanc is installed and
a port for it is given, to ORTHANC@127.0.0.1:ORTHANC_PORT, where this script starts one. One line a check.
Needs pydicom, pynetdicom, highdicom, dicomweb-client and Pillow.
"""
import contextlib
import io
import json
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings

import highdicom
import pydicom
from dicomweb_client.api import DICOMwebClient
from highdicom.sr import CodedConcept
from pydicom.uid import CTImageStorage, ComputedRadiographyImageStorage, ExplicitVRLittleEndian, JPEGBaseline8Bit, generate_uid
from pynetdicom.dimse_messages import C_STORE_RQ
from pynetdicom.dimse_primitives import C_STORE
from pynetdicom.dsutils import encode

import dicom_peer
from dicom_peer import IDENTITY, SECONDARY_CAPTURE, STRUCTURED_REPORT, Destination, Sender, radiograph

warnings.simplefilter("ignore")  # pydicom's, of values that are meant to be wrong
PATIENCE = 60  # seconds for a result to come
HOSTILE_NAMES = {
    "markup": '<script>alert(1)</script>"&\'^x',
    "path": "../../../etc/passwd^..",
    "message": "A|B~C&D^MSH|^~&",
    "several values": "A\\B",
    "letters": "Łódź^山田^\u202e\u200b",
    "format": "%s%n%x^${HOME}`id`$(id)",
    "long": "W" * 64 + "^" + "X" * 64,
}


class Checks:
    """Prints a line for each check and keeps the names of those that failed."""

    def __init__(self):
        self.count, self.failed = 0, []

    def __call__(self, name, good, detail=""):
        print(f"{'ok    ' if good else 'FAILED'} {name}{f': {detail}' if detail else ''}", flush=True)
        self.count += 1
        if not good:
            self.failed.append(name)

    def end(self):
        """Says how it went; the exit status."""
        print(f"{len(self.failed)} of {self.count} checks failed: {'; '.join(self.failed)}" if self.failed
              else f"{self.count} checks, all ok")
        return 1 if self.failed else 0

    @contextlib.contextmanager
    def part(self, name):
        """What goes wrong in the block fails the check of this name; the others go on."""
        try:
            yield
        except Exception as error:
            self(name, False, f"{type(error).__name__}: {error}")


# What results must be

def concept(value, scheme="DCM", meaning=""):
    return CodedConcept(value=value, scheme_designator=scheme, meaning=meaning or value)


def report_of(dataset):
    """The finding, probability and algorithm of a measurement report, as highdicom understands it."""
    content = highdicom.sr.Comprehensive3DSR.from_dataset(dataset).content
    groups = content.get_image_measurement_groups()
    assert groups, "there is no measurement group (TID 1501)"
    first = groups[0]
    probability = [one for one in first.get_measurements() if one.name == concept("122157")]
    assert first.finding_type is not None, "the group has no finding"
    assert len(probability) == 1, f"{len(probability)} probabilities"
    texts = {}
    for item in walk(dataset):
        if item.ValueType == "TEXT":
            texts.setdefault(item.ConceptNameCodeSequence[0].CodeValue, []).append(item.TextValue)
    return {
        "template": dataset.ContentTemplateSequence[0].TemplateIdentifier,
        "finding": first.finding_type.meaning,
        "scheme": first.finding_type.scheme_designator,
        "probability": float(probability[0].value),
        "algorithm": (texts.get("111001") or [None])[0],
        "version": (texts.get("111003") or [None])[0],
        "sentences": texts.get("121073", []) + texts.get("121071", []),
    }


def walk(dataset):
    """Every item of a content tree."""
    for item in dataset.get("ContentSequence", []):
        yield item
        yield from walk(item)


def check_report(check, name, dataset, source):
    found = report_of(dataset)
    check(f"{name}: highdicom opens it as TID 1500", found["template"] == "1500")
    check(f"{name}: finding", bool(found["finding"]), f"{found['finding']} ({found['scheme']})")
    check(f"{name}: probability", 0 <= found["probability"] <= 1, f"{found['probability']:.3f}")
    check(f"{name}: algorithm", bool(found["algorithm"] and found["version"]), f"{found['algorithm']} {found['version']}")
    check(f"{name}: sentences", bool(found["sentences"]), (found["sentences"] or [""])[0])
    check(f"{name}: unverified", dataset.VerificationFlag == "UNVERIFIED")
    check_identity(check, name, dataset, source)


def check_capture(check, name, dataset, source):
    pixels = dataset.pixel_array
    check(f"{name}: pydicom reads its pixels", pixels.ndim == 3 and pixels.std() > 1, f"{pixels.shape[1]}x{pixels.shape[0]}")
    check_identity(check, name, dataset, source)


def check_identity(check, name, dataset, source):
    different = [
        f"{key} is {dataset.get(key)!r}, not {source.get(key)!r}" for key in IDENTITY if dataset.get(key) != source.get(key)
    ]
    check(f"{name}: patient and study are those of the source", not different, "; ".join(different)[:200])
    own = dataset.SOPInstanceUID != source.SOPInstanceUID and dataset.SeriesInstanceUID != source.SeriesInstanceUID
    check(f"{name}: instance and series are new", own)


# What peers do

def store_raw(sender, dataset, sop_class, instance):
    """Sends a data set under UIDs that it need not have; the status, None where the association was dropped."""
    association = sender.associate([(ComputedRadiographyImageStorage, [JPEGBaseline8Bit])])
    assert association.is_established, "no association"
    context = association.accepted_contexts[0]
    association._reactor_checkpoint.clear()
    association.dimse.send_msg(store_request(dataset, sop_class, instance), context.context_id)
    _, answer = association.dimse.get_msg(block=True)
    association._reactor_checkpoint.set()
    if association.is_established:
        association.release()
    return None if answer is None else answer.Status


def abort_in_data(sender, dataset):
    """Announces a data set, sends half of it and a piece that ends before its length, and drops the connection."""
    association = sender.associate([(ComputedRadiographyImageStorage, [JPEGBaseline8Bit])])
    assert association.is_established, "no association"
    message = C_STORE_RQ()
    message.primitive_to_message(store_request(dataset, dataset.SOPClassUID, dataset.SOPInstanceUID))
    pieces = list(message.encode_msg(association.accepted_contexts[0].context_id, 16384))
    for piece in pieces[: len(pieces) // 2]:
        association.dul.send_pdu(piece)
    time.sleep(0.5)
    link = association.dul.socket.socket
    link.sendall(struct.pack(">BBI", 4, 0, 65536) + b"0123456789")
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    link.close()
    association.kill()


def store_request(dataset, sop_class, instance):
    """A C-STORE request for a data set under UIDs that it need not have."""
    request = C_STORE()
    request.MessageID, request.Priority = 1, 2
    request.AffectedSOPClassUID, request.AffectedSOPInstanceUID = sop_class, instance
    request.DataSet = io.BytesIO(encode(dataset, False, True))
    return request


def giant_pdu(port, kind):
    """Sends the head of a PDU of 4 GiB and a little of it; how many seconds until the node has closed, None if it never did."""
    with socket.create_connection(("127.0.0.1", port), timeout=45) as link:
        started = time.monotonic()
        try:
            link.sendall(struct.pack(">BBI", kind, 0, 0xFFFFFFFF) + bytes(4096))
            while link.recv(4096):
                pass
        except ConnectionError:
            pass
        except TimeoutError:
            return None
        return time.monotonic() - started


def archived(address, accession=None):
    """Objects as the server lists them, those of an accession number where one is given."""
    with urllib.request.urlopen(f"{address}/archive?limit=500", timeout=30) as answer:
        objects = json.load(answer)["objects"]
    return [one for one in objects if accession in (None, one["accession_number"])]


@contextlib.contextmanager
def running_orthanc(port):
    """Orthanc with its DICOMweb plugin on loopback; the address of DICOMweb."""
    program, http = shutil.which("Orthanc", path="/usr/sbin:/usr/bin:/usr/local/sbin"), dicom_peer.free_port()
    plugins = [path for path in pathlib.Path("/usr/share/orthanc/plugins").glob("*DicomWeb*")]
    with tempfile.TemporaryDirectory() as folder:
        configuration = pathlib.Path(folder) / "orthanc.json"
        configuration.write_text(json.dumps({
            "Name": "Tests", "StorageDirectory": folder, "IndexDirectory": folder, "Plugins": [str(path) for path in plugins],
            "HttpPort": http, "HttpBindAddresses": ["127.0.0.1"], "RemoteAccessAllowed": False, "AuthenticationEnabled": False,
            "DicomAet": "ORTHANC", "DicomPort": port, "DicomCheckCalledAet": False, "DicomAlwaysAllowStore": True,
            "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        }))
        process = subprocess.Popen([program, str(configuration)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{http}/system", timeout=5).read()
                    break
                except OSError:
                    assert process.poll() is None, "Orthanc has ended"
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{http}/dicom-web"
        finally:
            process.terminate()
            process.wait(20)


# The checks

def check_good(check, sender, destination, picture):
    """Echo, one object and its results, the same object again."""
    with check.part("C-ECHO"):
        check("C-ECHO", sender.echo())
    source = radiograph(picture)
    with check.part("a CR object"):
        check("a CR object is stored", sender.store(source) == [0])
        report = destination.wait_for(source.SOPInstanceUID, STRUCTURED_REPORT, PATIENCE)
        check("its structured report comes", report is not None)
        capture = destination.wait_for(source.SOPInstanceUID, SECONDARY_CAPTURE, PATIENCE)
        check("its secondary capture comes", capture is not None)
        if report:
            check_report(check, "structured report", report, source)
        if capture:
            check_capture(check, "secondary capture", capture, source)
    return source


def check_twice(check, sender, destination, source, picture, address):
    with check.part("the same instance twice"):
        status = sender.store(source)[0]
        check("the same instance is answered again", status in (0, 0x0111), f"{status:#06x}" if status is not None else "dropped")
        time.sleep(5)
        for kind in (STRUCTURED_REPORT, SECONDARY_CAPTURE):
            found = {one.SOPInstanceUID for one in destination.results_of(source.SOPInstanceUID, kind)}
            check(f"one result of class {kind}", len(found) == 1, f"{len(found)}")
        check("one object in the list", len(archived(address, source.AccessionNumber)) == 1)
    with check.part("another study's UIDs"):
        other = radiograph(picture, 512, SOPInstanceUID=source.SOPInstanceUID)
        status = sender.store(other)[0]
        check("an instance under another study's UID is answered", status is not None, f"{status}")
        time.sleep(5)
        studies = {one.StudyInstanceUID for one in destination.results_of(source.SOPInstanceUID, STRUCTURED_REPORT)}
        check("and gives no second result", studies == {source.StudyInstanceUID})


def check_refusals(check, sender, port, picture, address):
    with check.part("wrong called AE"):
        association = Sender(port, called="NOBODY").associate()
        answer = association.acceptor.primitive
        check("wrong called AE is rejected", association.is_rejected and answer is not None and answer.diagnostic == 7,
              getattr(answer, "reason_str", ""))
    with check.part("unknown SOP class"):
        association = sender.associate([(CTImageStorage, [ExplicitVRLittleEndian]),
                                        (ComputedRadiographyImageStorage, [JPEGBaseline8Bit])])
        accepted = [one.abstract_syntax for one in association.accepted_contexts]
        association.release()
        check("unknown SOP class is not accepted, the other is", accepted == [ComputedRadiographyImageStorage])
    with check.part("abort in the middle of P-DATA"):
        source = radiograph(picture)
        abort_in_data(sender, source)
        check("after an abort in the middle of P-DATA it answers", sender.echo())
        check("what was cut short is not kept", archived(address, source.AccessionNumber) == [])
    for kind, name in ((1, "association request"), (4, "data")):
        with check.part(f"a PDU of 4 GiB ({name})"):
            seconds = giant_pdu(port, kind)
            check(f"a PDU of 4 GiB ({name}) is dropped", seconds is not None and seconds < 40,
                  f"after {seconds:.1f} s" if seconds is not None else "never")
            check("and it answers", sender.echo())
    for missing in ("SOPInstanceUID", "StudyInstanceUID", "SOPClassUID"):
        with check.part(f"without {missing}"):
            source = radiograph(picture, 512)
            delattr(source, missing)
            status = store_raw(sender, source, ComputedRadiographyImageStorage, generate_uid())
            refused = status is not None and (status & 0xFF00 == 0xA900 or status & 0xF000 == 0xC000)
            check(f"an object without {missing} is refused", refused, "dropped" if status is None else f"{status:#06x}")
    with check.part("another instance's UID"):
        source = radiograph(picture, 512)
        status = store_raw(sender, source, ComputedRadiographyImageStorage, generate_uid())
        check("an object that is not the one announced is refused", status not in (None, 0), f"{status}")


def check_hostile_names(check, sender, destination, picture):
    for name, text in HOSTILE_NAMES.items():
        with check.part(f"a PatientName with {name}"):
            source = radiograph(picture, 512, PatientName=text)
            status = sender.store(source)[0]
            if status != 0:
                check(f"a PatientName with {name} is refused by a status", status is not None, f"{status}")
                continue
            found = destination.wait_for(source.SOPInstanceUID, STRUCTURED_REPORT, PATIENCE)
            same = found is not None and found.PatientName == source.PatientName
            check(f"a PatientName with {name} comes back as it was", same, "" if same else repr(found and str(found.PatientName)))


def check_silent(check, sender, port):
    with check.part("200 silent connections"):
        links = []
        for _ in range(200):
            with contextlib.suppress(OSError):
                links.append(socket.create_connection(("127.0.0.1", port), timeout=5))
        started, answered = time.monotonic(), False
        while not answered and time.monotonic() - started < 60:
            answered = sender.echo(timeout=10)
        seconds = time.monotonic() - started
        for link in links:
            link.close()
        check(f"beside {len(links)} silent connections it answers", answered, f"after {seconds:.1f} s")
        check("and afterwards", sender.echo())


def check_orthanc(check, dicomweb, source):
    with check.part("Orthanc"):
        client, until, found = DICOMwebClient(url=dicomweb), time.monotonic() + PATIENCE, []
        while not found and time.monotonic() < until:
            time.sleep(0.5)
            found = client.search_for_instances(source.StudyInstanceUID, search_filters={"Modality": "SR"})
        check("Orthanc finds the structured report by QIDO-RS", len(found) == 1, f"{len(found)}")
        instance = pydicom.Dataset.from_json(found[0])
        report = client.retrieve_instance(source.StudyInstanceUID, instance.SeriesInstanceUID, instance.SOPInstanceUID)
        check_report(check, "from Orthanc", report, source)


def run(address, port, destination_port, picture, orthanc_port=None):
    check, sender = Checks(), Sender(int(port))
    destination = Destination(int(destination_port))
    with contextlib.ExitStack() as stack:
        stack.callback(destination.down)
        dicomweb = None
        if orthanc_port and shutil.which("Orthanc", path="/usr/sbin:/usr/bin:/usr/local/sbin"):
            dicomweb = stack.enter_context(running_orthanc(int(orthanc_port)))
        source = check_good(check, sender, destination, picture)
        check_twice(check, sender, destination, source, picture, address)
        if dicomweb:
            check_orthanc(check, dicomweb, source)
        else:
            print("skipped Orthanc: it is not installed, or has no port")
        check_refusals(check, sender, int(port), picture, address)
        check_hostile_names(check, sender, destination, picture)
        check_silent(check, sender, int(port))
        health = urllib.request.urlopen(f"{address}/health", timeout=30).status
        check("the server is healthy at the end", health == 200)
    return check.end()


def self_test(picture):
    """The script's own parts against each other: a report by highdicom through the destination and Orthanc."""
    check, destination = Checks(), Destination(ae_title="HILUM")
    sender, source = Sender(destination.port), radiograph(picture)
    with contextlib.ExitStack() as stack:
        stack.callback(destination.down)
        check("C-ECHO", sender.echo())
        check("objects are stored", sender.store(source, radiograph(picture, 512)) == [0, 0])
        kept = pydicom.dcmread(io.BytesIO(destination.arrivals[0][3]))
        check("the object arrives as it was", kept.PixelData == source.PixelData and kept.PatientName == source.PatientName)
        check("pydicom reads its pixels", kept.pixel_array.std() > 1)
        status = store_raw(sender, source, ComputedRadiographyImageStorage, source.SOPInstanceUID)
        check("a data set is stored piece by piece", status == 0)
        count = len(destination.snapshot())
        abort_in_data(sender, source)
        time.sleep(0.5)
        check("what was cut short does not arrive", len(destination.snapshot()) == count and sender.echo())
        report = sample_report(source)
        check_report(check, "a report by highdicom", report, source)
        if shutil.which("Orthanc", path="/usr/sbin:/usr/bin:/usr/local/sbin"):
            port = dicom_peer.free_port()
            dicomweb = stack.enter_context(running_orthanc(port))
            DICOMwebClient(url=dicomweb).store_instances([report])
            check("Orthanc takes an object", Sender(port, called="ORTHANC").store(source) == [0])
            check_orthanc(check, dicomweb, source)
    return check.end()


def sample_report(source):
    """A measurement report by highdicom, for the self-test."""
    sr = highdicom.sr
    algorithm = sr.AlgorithmIdentification(name="chest", version="1")
    group = sr.MeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(uid=generate_uid(), identifier="PNEUMONIA"),
        finding_type=concept("233604007", "SCT", "Pneumonia"), algorithm_id=algorithm,
        measurements=[sr.Measurement(
            name=concept("122157", meaning="Probability"), value=0.93, unit=concept("1", "UCUM", "no units"))],
        source_images=[sr.SourceImageForMeasurementGroup(source.SOPClassUID, source.SOPInstanceUID)])
    observer = sr.ObserverContext(observer_type=concept("121007", meaning="Device"),
                                  observer_identifying_attributes=sr.DeviceObserverIdentifyingAttributes(uid=generate_uid()))
    content = sr.MeasurementReport(
        observation_context=sr.ObservationContext(observer_device_context=observer),
        procedure_reported=concept("399208008", "SCT", "Plain chest X-ray"), imaging_measurements=[group])
    content[0].ContentSequence.append(sr.TextContentItem(
        name=concept("121073", meaning="Impression"), value="Suspicious for pneumonia.", relationship_type="CONTAINS"))
    report = sr.Comprehensive3DSR(
        evidence=[source], content=content[0], series_instance_uid=generate_uid(), series_number=2,
        sop_instance_uid=generate_uid(), instance_number=1, manufacturer="Tests of Hilum", is_complete=True)
    report.IssuerOfPatientID = source.IssuerOfPatientID
    return report


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--self-test":
        sys.exit(self_test(sys.argv[2]))
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    sys.exit(run(*sys.argv[1:]))
