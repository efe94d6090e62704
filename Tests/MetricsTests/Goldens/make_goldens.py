#!/usr/bin/env python3
"""Writes goldens.json: every figure of Metrics from scikit-learn, SciPy or a direct reading of the definition.

Run with scikit-learn 1.9, SciPy 1.17 and NumPy 2 in this folder: python3 make_goldens.py
Each subject has a file beside this one; all draw from one generator, in the order below.
"""

import json
import warnings
from pathlib import Path

import numpy as np

from auroc import delong_goldens
from decisions import operating_goldens, risk_coverage_goldens, settled_goldens
from figures import binary_inputs, curves, figures
from intervals import bootstrap_golden, proportion_goldens
from multiclass import multiclass_golden
from prediction_sets import conformal_goldens
from probabilities import platt_goldens, reliability_golden, temperature_goldens

warnings.filterwarnings("ignore")


def main():
    random = np.random.default_rng(20260712)
    cases = []
    for name, y, s, threshold in binary_inputs(random):
        confusion, values = figures(y, s, threshold)
        confusion_half, half = figures(y, s, 0.5)
        cases.append({
            "name": name, "scores": s.tolist(), "labels": y.tolist(), "threshold": threshold, "confusion": confusion,
            "figures": values, "confusion_half": confusion_half, "half": half, "curves": curves(y, s),
        })
    goldens = {
        "binary": cases,
        "operating_points": operating_goldens(cases),
        "delong": delong_goldens(random),
        "temperature": temperature_goldens(random),
        "platt": platt_goldens(random),
        "reliability": reliability_golden(random),
        "conformal": conformal_goldens(random),
        "proportions": proportion_goldens(),
        "multiclass": multiclass_golden(random),
        "bootstrap": bootstrap_golden(random),
        "settled": settled_goldens(random),
        "risk_coverage": risk_coverage_goldens(random),
    }
    text = json.dumps(goldens, separators=(",", ":"), default=float)
    Path(__file__).with_name("goldens.json").write_text(text + "\n")


main()
