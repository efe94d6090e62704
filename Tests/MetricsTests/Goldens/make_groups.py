#!/usr/bin/env python3
"""Writes groups.json: the figures of groups and the gaps between them, worked out with NumPy alone.

Run in this folder: python3 make_groups.py (NumPy 2). Intervals come from another random generator and ten times as many
resamples, so they agree to about two hundredths.
"""

import json
from pathlib import Path

import numpy as np

THRESHOLD, LEVEL, RESAMPLES = 0.4, 0.95, 20_000


def measures(y, p):
    """Sensitivity, specificity, and mean probability minus prevalence; NaN where undefined."""
    called = p >= THRESHOLD
    with np.errstate(invalid="ignore"):
        return [called[y == 1].mean() if (y == 1).any() else np.nan, (~called[y == 0]).mean() if (y == 0).any() else np.nan,
                p.mean() - y.mean() if len(y) else np.nan]


def main():
    rng = np.random.default_rng(15)
    n = 420
    patients = rng.integers(0, 190, n)
    sites = rng.choice(["a", "b", "c", "small", ""], n, p=[0.4, 0.3, 0.22, 0.03, 0.05])
    y = (rng.random(190) < 0.45).astype(int)[patients]
    shift = np.select([sites == "a", sites == "b"], [0.0, -0.9], 0.5)
    p = 1 / (1 + np.exp(-(2.2 * y - 1.4 + shift + rng.normal(0, 1.1, n))))
    p = np.round(p, 6)
    groups = []
    for name in ["a", "b", "c", "small"]:
        inside = sites == name
        groups.append({"name": name, "n": int(inside.sum()), "positives": int(y[inside].sum()),
                       "patients": len(set(patients[inside])), "values": measures(y[inside], p[inside])})
    judged = ["a", "b", "c"]
    ids = np.unique(patients)
    members = {k: np.flatnonzero(patients == k) for k in ids}
    rows = np.empty((RESAMPLES, 3, 3))
    for row in rows:
        drawn = np.concatenate([members[k] for k in rng.choice(ids, len(ids))])
        for i, name in enumerate(judged):
            inside = drawn[sites[drawn] == name]
            row[i] = measures(y[inside], p[inside])
    tail = (1 - LEVEL) / 3 / 2  # Bonferroni for three pairs
    gaps = []
    for m, measure in enumerate(["sensitivity", "specificity", "calibration"]):
        values = [g["values"][m] for g in groups[:3]]
        high, low = int(np.argmax(values)), int(np.argmin(values))
        lower, upper = np.quantile(rows[:, high, m] - rows[:, low, m], [tail, 1 - tail])
        gaps.append({"measure": measure, "highest": judged[high], "lowest": judged[low],
                     "difference": values[high] - values[low], "interval": [lower, upper]})
    Path("groups.json").write_text(json.dumps({
        "threshold": THRESHOLD, "scores": p.tolist(), "labels": y.tolist(), "patients": [f"p{k}" for k in patients.tolist()],
        "sites": sites.tolist(), "groups": groups, "gaps": gaps}))


if __name__ == "__main__":
    main()
