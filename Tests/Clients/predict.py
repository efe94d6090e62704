#!/usr/bin/env python3
"""Python: a reading. predict.py ADDRESS PICTURE   (pip install requests)"""
import sys

import requests

address, picture = sys.argv[1:]
answer = requests.post(f"{address}/predict", files={"file": open(picture, "rb")}, timeout=30)
answer.raise_for_status()
reading = answer.json()
probabilities = reading["probabilities"]
if reading.get("task") == "multi-label":
    assert [finding["name"] for finding in reading["findings"]] and len(probabilities) == len(reading["findings"])
else:
    assert abs(sum(probabilities.values()) - 1) < 1e-9 and reading["prediction"] == max(probabilities, key=probabilities.get)
for finding in reading.get("findings", []):
    assert finding["probability"] == probabilities[finding["name"]]
    assert finding["decision"] == (finding["probability"] >= finding["threshold"])
print(reading["prediction"], reading["confidence"], reading["decision"])
