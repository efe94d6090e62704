"""Median milliseconds of one forward pass: forward.py WEIGHTS BATCH"""
import json
import statistics
import sys
import time

from common import network, torch

model, batch = network(sys.argv[1]), int(sys.argv[2])
images, times = torch.full((batch, 3, 224, 224), 0.5), []
with torch.inference_mode():
    for _ in range(3):
        model(images)
    started = time.perf_counter()
    while len(times) < 5 or time.perf_counter() - started < 1.5:
        before = time.perf_counter()
        model(images)
        times.append(time.perf_counter() - before)
print(json.dumps({"value": 1000 * statistics.median(times)}))
