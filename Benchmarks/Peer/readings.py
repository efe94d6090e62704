"""Reads pictures with the weights of a Hilum bundle (ResNet-18, f32): readings.py BUNDLE FILE...

A DataLoader with a worker per core decodes, resizes and normalises as torchvision does, batch 32. The clock starts with the first
batch, so neither imports nor workers' starts count. Prints images a second, and the logits of each picture.
"""
import json
import os
import pathlib
import struct
import sys
import time

import numpy

from common import torch, torchvision
from evaluate import Files

TYPES = {"F32": "<f4", "I64": "<i8"}


def tensors(file):
    """What a safetensors file holds."""
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != "__metadata__":
            first, end = (8 + length + offset for offset in entry["data_offsets"])
            values = numpy.frombuffer(content[first:end], TYPES[entry["dtype"]])
            yield name, torch.from_numpy(values.reshape(entry["shape"]).copy())


def main(bundle, files):
    torch.set_num_threads(os.cpu_count())
    weights = dict(tensors(pathlib.Path(bundle) / "model.safetensors"))
    model = torchvision.models.resnet18(num_classes=len(weights["fc.bias"]))
    model.load_state_dict(weights)
    model.eval()
    logits, started = [], None
    with torch.inference_mode():
        for images in torch.utils.data.DataLoader(Files(files), 32, num_workers=os.cpu_count()):
            logits += model(images).tolist()
            if started is None:
                started = time.perf_counter()
    seconds = time.perf_counter() - started
    print(json.dumps({"rate": (len(files) - 32) / seconds, "logits": logits}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
