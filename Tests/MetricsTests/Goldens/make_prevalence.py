#!/usr/bin/env python3
"""Writes prevalence.json: the prevalence that maximises the likelihood, found by SciPy's bounded minimiser.

Run with NumPy 2 and SciPy 1.17 in this folder: python3 make_prevalence.py
The expectation-maximisation of Saerens et al. (2002) climbs the likelihood of the unlabelled cases,
sum log(q p/r + (1 - q)(1 - p)/(1 - r)); its maximum is sought here directly.
"""

import json
from pathlib import Path

import numpy as np
from scipy import optimize, special


def main():
    random = np.random.default_rng(15)
    cases = []
    for share, training, n in [(0.1, 0.5, 150), (0.3, 0.74, 200), (0.6, 0.74, 120), (0.5, 0.2, 80)]:
        y = random.random(n) < share
        p = np.round(special.expit(random.normal(np.where(y, 1.5, -1.5), 1.3) + special.logit(training)), 6)
        loss = lambda q: -np.log(q * p / training + (1 - q) * (1 - p) / (1 - training)).sum()
        best = optimize.minimize_scalar(loss, bounds=(1e-6, 1 - 1e-6), method="bounded", options={"xatol": 1e-10})
        odds = special.logit(best.x) - special.logit(training)
        cases.append({
            "training": training, "probabilities": p.tolist(), "prevalence": best.x, "shift": odds,
            "corrected": special.expit(special.logit(p) + odds)[:5].tolist(),
            "threshold": float(special.expit(special.logit(0.4) - odds)),
        })
    Path(__file__).with_name("prevalence.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
