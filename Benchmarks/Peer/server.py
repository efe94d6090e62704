"""The server that is measured against: FastAPI, the model loaded once, Pillow and torchvision, one JSON object.

    WEIGHTS=r18.pth uvicorn server:app --port 8931      in this folder; needs fastapi, uvicorn and python-multipart
"""
import io
import os

from fastapi import FastAPI, File, HTTPException, UploadFile
from PIL import Image

from common import TRANSFORM, network, torch

CLASSES = ["NORMAL", "PNEUMONIA"]
model = network(os.environ["WEIGHTS"])
app = FastAPI()


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/predict")
def predict(file: UploadFile = File(...)):
    try:
        image = Image.open(io.BytesIO(file.file.read())).convert("RGB")
    except OSError:
        raise HTTPException(400, "not an image") from None
    with torch.inference_mode():
        probabilities = torch.softmax(model(TRANSFORM(image)[None]), 1)[0]
    best = int(probabilities.argmax())
    return {"prediction": CLASSES[best], "confidence": float(probabilities[best]),
            "probabilities": dict(zip(CLASSES, probabilities.tolist()))}
