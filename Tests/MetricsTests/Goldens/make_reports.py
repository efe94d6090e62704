#!/usr/bin/env python3
"""Writes reports.json: scikit-learn's classification_report of two classes, of several and of findings.

    pip install numpy scikit-learn
    python3 make_reports.py
"""
import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.metrics import classification_report

warnings.filterwarnings("ignore")


def report(truth, called, names, averages):
    arguments = dict(labels=range(len(names)), target_names=names, zero_division=np.nan)
    figures = classification_report(truth, called, output_dict=True, **arguments)
    rows = {
        name: [None if np.isnan(figures[name][key]) else float(figures[name][key])
               for key in ("precision", "recall", "f1-score")] + [int(figures[name]["support"])]
        for name in names + averages}
    text = classification_report(truth, called, **arguments).rstrip("\n").split("\n")
    return {"names": names, "rows": rows, "text": [line for line in text if "samples avg" not in line]}


def main():
    draw = np.random.default_rng(5)
    cases = []
    for n, cut in ((60, 0.4), (7, 0.999)):
        y = draw.integers(0, 2, n)
        p = np.clip(0.5 * y + draw.random(n) * 0.6, 0, 0.99).round(3)
        cases.append({"kind": "binary", "labels": y.tolist(), "probabilities": p.tolist(), "threshold": cut,
                      **report(y, (p >= cut).astype(int), ["NORMAL", "PNEUMONIA"], ["macro avg", "weighted avg"])})
    names = ["NORMAL", "BACTERIAL PNEUMONIA", "VIRAL", "never"]
    y = draw.integers(0, 3, 80)
    p = draw.random((80, 4)) * [1, 1, 1, 0]
    p[np.arange(80), y] += 0.5
    p /= p.sum(1, keepdims=True)
    cases.append({"kind": "multiclass", "labels": y.tolist(), "probabilities": p.tolist(),
                  **report(y, p.argmax(1), names, ["macro avg", "weighted avg"])})
    names = ["Effusion", "Pleural_Thickening", "Hernia"]
    y = (draw.random((50, 3)) < [0.5, 0.2, 0]).astype(int)
    p = np.clip(0.5 * y + draw.random((50, 3)) * [0.6, 0.6, 0.4], 0, 1).round(3)
    cases.append({"kind": "multilabel", "labels": y.tolist(), "probabilities": p.tolist(), "threshold": 0.45,
                  **report(y, (p >= 0.45).astype(int), names, ["micro avg", "macro avg", "weighted avg"])})
    (Path(__file__).parent / "reports.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
