#!/usr/bin/env python3
"""Python: a reading. predict.py ADDRESS PICTURE   (pip install requests)"""
import sys

import requests

address, picture = sys.argv[1:]
answer = requests.post(f"{address}/predict", files={"file": open(picture, "rb")}, timeout=30)
answer.raise_for_status()
reading = answer.json()
print(reading["prediction"], reading["confidence"], reading["decision"])
