#!/usr/bin/env python3
"""Recipe three-classes in PyTorch: normal, bacterial and viral pictures, told apart by the names of the files.

    python three_classes.py --pictures FILE.npz --weights mobilenet_v2.pth [--seeds 42,43] [--set class_weights=balanced]

`search.py --pack` writes the pictures. The figures are scikit-learn's, of the validation pictures.
"""
import argparse
import json
import os
import pathlib
import tempfile

import numpy as np
import search
import torch
import training
import variations
from pictures import Pictures
from scipy.special import softmax
from sklearn import metrics

CLASSES = ["NORMAL", "BACTERIA", "VIRUS"]
# What recipe three-classes has beside the defaults.
RECIPE = {
    "name": "three-classes",
    "epochs": 8,
    "lr": 2e-4,
    "restore_best": False,
    "augment": {
        "flip": 0.5, "rotation": 10, "translate": 0.04, "zoom": 1.15, "geometry": 0.5,
        "acquisition": {"preset": "strong", "probability": 0.8},
    },
}  # fmt: skip


def classified(pictures):
    """The pictures with three classes in place of two."""
    kinds = [next((k for k, kind in enumerate(("bacteria", "virus"), 1) if kind in name), 0) for name in pictures.names]
    lost = [name for name, kind, label in zip(pictures.names, kinds, pictures.labels, strict=True) if (kind > 0) != label]
    if lost:
        raise SystemExit(f"{len(lost)} names don't tell their class, such as {lost[0]}")
    pictures.labels = np.array(kinds)
    return pictures


def figures(logits, labels):
    """What scikit-learn says of logits [N, 3]."""
    probabilities = softmax(logits, axis=1)
    called = probabilities.argmax(1)
    areas = [metrics.roc_auc_score(labels == place, probabilities[:, place]) for place in range(len(CLASSES))]
    return {
        "macro_auroc": float(np.mean(areas)),
        "auroc": dict(zip(CLASSES, map(float, areas), strict=True)),
        "accuracy": float(metrics.accuracy_score(labels, called)),
        "balanced_accuracy": float(metrics.balanced_accuracy_score(labels, called)),
        "macro_f1": float(metrics.f1_score(labels, called, average="macro")),
        "confusion_matrix": metrics.confusion_matrix(labels, called).tolist(),
    }


def main():
    """Trains with each seed, and prints a line of JSON for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", required=True, type=pathlib.Path)
    parser.add_argument("--weights", required=True, type=pathlib.Path)
    parser.add_argument("--seeds", default="42")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    changes = {}
    for entry in options.set:
        key, _, value = entry.partition("=")
        changes[key] = type(training.DEFAULTS.get(key, ""))(value)
    pictures = classified(Pictures.from_pack(options.pictures))
    with tempfile.TemporaryDirectory() as temporary:
        file = pathlib.Path(temporary) / "training.npy"
        images, labels = pictures.part(False)
        np.save(file, images)
        validation, truth = pictures.part(True)
        trainer = training.Trainer(
            variations.VariedPictures(file, options.workers), labels, validation, truth,
            dict([search.read_weights(options.weights)]), device,
        )  # fmt: skip
        for seed in options.seeds.split(","):
            configuration = training.completed(RECIPE | changes | {"seed": int(seed)})
            network, record = trainer.train(configuration)
            logits = training.Evaluator(network, device, True).logits(validation)
            print(json.dumps({"seed": int(seed), **figures(logits, truth), **record}), flush=True)


if __name__ == "__main__":
    main()
