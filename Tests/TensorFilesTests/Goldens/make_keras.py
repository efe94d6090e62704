#!/usr/bin/env python3
"""Makes the goldens of KerasModelTests: KERAS_BACKEND=torch python3 make_keras.py (keras 3, torch, h5py, numpy, safetensors).

small.h5 and small.keras are a small model as Keras 3 saves it, small_weights.h5 its weights alone, keras2.h5 the same model
laid out as Keras 2 did; small.safetensors has the weights as `LAYER/WEIGHT`.
"""
import json
import pathlib

import h5py
import keras
import numpy as np
from keras import layers
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
# Numbers in names count from here; the layers' own names then differ from their places in the file.
layers.Conv2D(1, 1)
model = keras.Sequential([
    layers.Input((8, 8, 1)), layers.Rescaling(1 / 127.5, offset=-1), layers.Conv2D(4, 3, padding="same", activation="relu"),
    layers.BatchNormalization(epsilon=1e-5), layers.MaxPooling2D(2), layers.Dropout(0.25),
    layers.Conv2D(3, 3, use_bias=False), layers.BatchNormalization(scale=False), layers.GlobalAveragePooling2D(),
    layers.Dense(1, activation="sigmoid"),
])
generator = np.random.default_rng(7)
for weight in model.weights:
    weight.assign(generator.uniform(0.5, 1.5, weight.shape).astype(np.float32))
model.save(HERE / "small.h5", include_optimizer=False)
model.save(HERE / "small.keras")
model.save_weights(HERE / "small.weights.h5")
(HERE / "small.weights.h5").rename(HERE / "small_weights.h5")
tensors = {f"{layer.name}/{weight.name}": np.ascontiguousarray(weight.numpy()) for layer in model.layers for weight in layer.weights}
save_file(tensors, HERE / "small.safetensors")
with h5py.File(HERE / "keras2.h5", "w") as file:
    # Keras 2 writes the configuration as bytes, and each weight's name with its output's number.
    file.attrs["model_config"] = np.bytes_(json.dumps({"class_name": "Sequential", "config": json.loads(model.to_json())["config"]}))
    for layer in model.layers:
        group = file.create_group(f"model_weights/{layer.name}")
        for weight in layer.weights:
            group[f"{layer.name}/{weight.name}:0"] = weight.numpy()
