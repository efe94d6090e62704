#!/usr/bin/env python3
"""Writes stress.json, what StressReportTests compares with: scores under MedMNIST-C's kinds and one more, and their figures.

BE and rBE are those of the evaluator of the package medmnistc 0.1.0, figures are scikit-learn's, and intervals come from
the same resamples of patients, drawn here anew.

    pip install numpy scikit-learn medmnistc==0.1.0
    python3 make_stress.py
"""
import importlib.util
import json
import os
import sys
import types

import numpy as np
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

# The package's own __init__ wants torch, torchvision and opencv, which its evaluator does not.
folder = importlib.util.find_spec("medmnistc").submodule_search_locations[0]
package = types.ModuleType("medmnistc")
package.__path__ = [folder]
sys.modules["medmnistc"] = package
from medmnistc.eval import Evaluator  # noqa: E402
from medmnistc.utils.baselines import BASELINES  # noqa: E402

THRESHOLD, RESAMPLES, SEED, MASK = 0.3705, 200, 7, 2**64 - 1
PICTURES, PATIENTS = 40, 17


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def draw(stream, count):
    """SplitMix64 with Lemire's multiplication: how often each patient is drawn."""
    state = mix((SEED + 0x9E3779B97F4A7C15) & MASK) ^ mix((stream * 0xD1342543DE82EF95) & MASK)
    weights = np.zeros(count)
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        weights[(mix(state) * count) >> 64] += 1
    return weights


def interval(values):
    values = np.asarray(values)
    values = values[~np.isnan(values)]
    return list(np.percentile(values, [2.5, 97.5]))


random = np.random.default_rng(3)
patients = [f"p{index:02d}" for index in random.integers(0, PATIENTS, PICTURES)]
labels = (np.arange(PICTURES) % 5 < 3).astype(int)


def scores(strength):
    logits = (2 * labels - 1) * (2.2 - strength) + random.normal(0.3 * strength, 1.1, PICTURES)
    return np.round(1 / (1 + np.exp(-logits)), 3)


kinds = list(BASELINES["pneumoniamnist"]["raw_scores"])
clean = scores(0.2)
cells = [(kind, severity, scores(0.2 + 0.06 * index + 0.15 * severity))
         for index, kind in enumerate(kinds) for severity in range(1, 6)]
# A kind of our own, with pictures that could not be read.
for severity in (2, 4):
    values = scores(1.5)
    values[3 * severity] = np.nan
    cells.append(("borders", severity, values))
assert not any((values == THRESHOLD).any() for values in [clean] + [cell[2] for cell in cells])

evaluator = Evaluator("pneumoniamnist", labels[:, None], kinds, ".", "model", "binary-class")
both = lambda values: np.stack([1 - values, values], axis=1)  # noqa: E731
evaluator.evaluate_clean(both(clean), THRESHOLD)
for kind in kinds:
    evaluator.evaluate(np.concatenate([both(cell[2]) for cell in cells if cell[0] == kind]), kind, THRESHOLD)
evaluator.output_log = {}
evaluator.populate_summary()
log = evaluator.output_log

names = sorted(set(patients))
number = np.array([names.index(patient) for patient in patients])


def balanced(values, weights):
    read = ~np.isnan(values)
    weight = weights[number] * read
    called = np.where(read, values, 0) >= THRESHOLD
    with np.errstate(invalid="ignore"):
        sensitivity = (weight * (labels == 1) * called).sum() / (weight * (labels == 1)).sum()
        specificity = (weight * (labels == 0) * ~called).sum() / (weight * (labels == 0)).sum()
    return (sensitivity + specificity) / 2


weights = [draw(resample, len(names)) for resample in range(RESAMPLES)]
columns = np.array([[balanced(values, weight) for values in [clean] + [cell[2] for cell in cells]] for weight in weights])
order = kinds + ["borders"]
ofKinds = np.array([columns[:, [1 + i for i, cell in enumerate(cells) if cell[0] == kind]].mean(axis=1) for kind in order])


def figures(values):
    read = ~np.isnan(values)
    return {
        "auroc": roc_auc_score(labels[read], values[read]),
        "balanced_accuracy": balanced_accuracy_score(labels[read], values[read] >= THRESHOLD),
    }


def mean(name, kind):
    return float(np.mean([figures(cell[2])[name] for cell in cells if cell[0] == kind]))


text = json.dumps(
    {
        "threshold": THRESHOLD, "resamples": RESAMPLES, "seed": SEED,
        "labels": labels.tolist(), "patients": patients, "clean": clean.tolist(),
        "clean_interval": interval(columns[:, 0]),
        "cells": [
            {"kind": kind, "severity": severity,
             "scores": [None if np.isnan(value) else float(value) for value in values],
             "interval": interval(columns[:, 1 + index]), **figures(values)}
            for index, (kind, severity, values) in enumerate(cells)],
        "kinds": [
            {"kind": kind, "auroc": mean("auroc", kind), "balanced_accuracy": mean("balanced_accuracy", kind),
             "interval": interval(ofKinds[index]), "be": log["be_scores"].get(kind), "rbe": log["rbe_scores"].get(kind)}
            for index, kind in enumerate(order)],
        "mean_balanced_accuracy": float(np.mean([mean("balanced_accuracy", kind) for kind in order])),
        "mean_interval": interval(ofKinds.mean(axis=0)),
        "be": log["metrics"]["be"], "rbe": log["metrics"]["rbe"],
    })
place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stress.json")
with open(place, "w") as file:
    file.write(text.replace('{"kind"', '\n{"kind"') + "\n")
print(len(text), log["metrics"])
