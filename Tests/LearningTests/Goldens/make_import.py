#!/usr/bin/env python3
"""Makes import.json: KERAS_BACKEND=torch python3 make_import.py (keras 3, torch, numpy).

The compact CNN as people build it in Keras: its configuration, its weights' shapes, and what Keras says of two pictures.
Weights and pictures follow from names and indices by `pattern`, which `WeightPattern.swift` repeats.
"""
import json
import pathlib
import sys

import keras
import numpy as np
from keras import layers

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "Goldens"))
from patterns import pattern, weights  # noqa: E402

# What PyTorch calls a weight, on which the values of `weights` depend.
TORCH = {"kernel": "weight", "gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def case(channels, epsilon, outputs, activation):
    keras.backend.clear_session()
    model = keras.Sequential([layers.Input((32, 32, channels)), layers.RandomFlip("horizontal")])
    for filters in (32, 64, 128):
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.BatchNormalization(epsilon=epsilon))
        model.add(layers.MaxPooling2D(2))
        model.add(layers.Dropout(0.25))
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dense(16, activation="relu"))
    model.add(layers.BatchNormalization(epsilon=epsilon))
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(outputs, activation=activation))
    shapes = {}
    for layer in model.layers:
        for weight in layer.weights:
            if weight.name in TORCH or weight.name == "bias":
                shapes.setdefault(layer.name, {})[weight.name] = list(weight.shape)
                weight.assign(weights(f"{layer.name}.{TORCH.get(weight.name, weight.name)}", tuple(weight.shape)).numpy())
    model.layers[-1].activation = keras.activations.linear
    pictures = pattern("image", 2 * 32 * 32).reshape(2, 32, 32, 1).repeat(channels, -1)
    logits = model.predict(pictures, verbose=0)
    model.layers[-1].activation = keras.activations.get(activation)
    return {"configuration": model.to_json(), "shapes": shapes, "logits": np.asarray(logits).tolist()}


goldens = {"sigmoid": case(3, 1e-3, 1, "sigmoid"), "softmax_grey": case(1, 1e-5, 2, "softmax")}
(HERE / "import.json").write_text(json.dumps(goldens, separators=(",", ":"), sort_keys=True))
