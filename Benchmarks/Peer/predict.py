"""One prediction from a cold start: predict.py WEIGHTS IMAGE"""
import json
import sys

from PIL import Image

from common import TRANSFORM, network, torch

model = network(sys.argv[1])
with torch.inference_mode():
    probabilities = torch.softmax(model(TRANSFORM(Image.open(sys.argv[2]).convert("RGB"))[None]), 1)[0]
print(json.dumps({"prediction": int(probabilities.argmax()), "confidence": float(probabilities.max())}))
