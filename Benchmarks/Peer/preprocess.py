"""Milliseconds to decode and preprocess a picture, on one thread: preprocess.py FILE..."""
import json
import sys
import time

from PIL import Image

from common import TRANSFORM, torch

torch.set_num_threads(1)
TRANSFORM(Image.open(sys.argv[1]).convert("RGB"))
started = time.perf_counter()
for file in sys.argv[1:]:
    TRANSFORM(Image.open(file).convert("RGB"))
print(json.dumps({"value": 1000 * (time.perf_counter() - started) / len(sys.argv[1:])}))
