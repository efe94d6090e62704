"""Reads the messages beside this script as others would: FHIR by fhir.resources, HL7 v2 by hl7apy.

    pip install fhir.resources hl7apy
    python3 check_messages.py
"""

import json
import pathlib
import re

from fhir.resources.R4B.diagnosticreport import DiagnosticReport
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

HERE = pathlib.Path(__file__).parent
STUDY = "1.2.826.0.1.3680043.8.498.2"
DISCLAIMER = "Research software, not a medical device; not for diagnosis."


def check_fhir(name, contained, codes):
    data = (HERE / name).read_bytes()
    report = DiagnosticReport.model_validate_json(data)
    ids = [resource.id for resource in report.contained]
    assert ids == contained, ids
    # Nothing is lost: what was read writes the same JSON.
    assert json.loads(report.model_dump_json()) == json.loads(data)
    assert data.decode() == json.dumps(json.loads(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert report.status == "preliminary" and report.conclusion.endswith(DISCLAIMER)
    assert report.imagingStudy[0].identifier.value == f"urn:oid:{STUDY}"
    assert report.subject.identifier.value == "PID-1"
    # Every reference into the report has its end, and all that is contained is referred to (FHIR's dom-3).
    referred = set(re.findall(r'"reference":"#([a-z]+)"', data.decode()))
    assert referred == set(ids), referred
    observations = {resource.id: resource for resource in report.contained[1:]}
    assert [one.code.coding[0].code for one in observations.values()] == codes
    return observations


def check_hl7(name):
    text = (HERE / name).read_bytes().decode()
    message = parse_message(text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    assert message.validate()
    assert message.to_er7() + "\r" == text, "nothing is lost"
    result = message.oru_r01_patient_result
    assert result.oru_r01_patient.pid.pid_3.cx_1.value == "PID-1"
    order = result.oru_r01_order_observation
    rows = [group.obx for group in order.oru_r01_observation]
    assert order.obr.obr_3.value == "A-4711"
    assert rows[-1].obx_5.value == DISCLAIMER
    return message, order, {row.obx_3.ce_1.value: row for row in rows}


found = check_fhir("report.fhir.json", ["device", "finding", "probability"], ["233604007", "122157"])
assert found["finding"].valueCodeableConcept.coding[0].code == "52101004"
assert float(found["probability"].valueQuantity.value) == 0.931
assert float(found["probability"].component[0].valueQuantity.value) == 0.61
refused = check_fhir("refused.fhir.json", ["device", "finding"], ["233604007"])
assert refused["finding"].dataAbsentReason.coding[0].code == "not-performed"

message, order, rows = check_hl7("positive.hl7")
name = message.oru_r01_patient_result.oru_r01_patient.pid.pid_5
unescaped = name.value.replace("\\F\\", "|").replace("\\R\\", "~").replace("\\T\\", "&").replace("\\E\\", "\\")
assert unescaped == "Müller|Doe^Jane~A\\B&C^^III^Dr.", unescaped
assert order.obr.obr_25.value == "P"
assert rows["233604007"].obx_5.value.startswith("52101004^Present")
assert (rows["122157"].obx_5.value, rows["122157"].obx_8.value) == ("0.931", "H")
assert rows["122411"].obx_5.value == "0.61"
assert rows["110180"].obx_5.value == STUDY
message, order, rows = check_hl7("refused.hl7")
assert order.obr.obr_25.value == "P" and rows["233604007"].obx_11.value == "X"
assert "122157" not in rows
print("FHIR and HL7 v2 are read as they are meant")
