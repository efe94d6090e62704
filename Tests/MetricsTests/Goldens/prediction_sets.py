"""Prediction sets by LAC, over all cases or within each class."""

import numpy as np


def conformal_goldens(random):
    result = []
    for name, n, coverage, by_class in (
        ("marginal", 50, 0.9, False), ("by_class", 60, 0.8, True), ("too_few", 5, 0.9, False), ("exact", 9, 0.9, False),
    ):
        p = np.round(random.dirichlet([1.5, 1.5, 1.5], n), 4)
        p[:, 2] = np.round(1 - p[:, 0] - p[:, 1], 4)
        labels = np.array([random.choice(3, p=row / row.sum()) for row in p])
        scores = 1 - p[np.arange(n), labels]

        def bar(values):
            rank = np.ceil(round((len(values) + 1) * coverage, 9))
            if rank > len(values):
                return None
            return float(np.quantile(values, rank / len(values), method="inverted_cdf"))

        bars = [bar(scores[labels == c]) if by_class else bar(scores) for c in range(3)]
        sets = [[c for c in range(3) if bars[c] is None or 1 - row[c] <= bars[c] + 1e-12] for row in p]
        result.append({
            "name": name, "probabilities": p.tolist(), "labels": labels.tolist(), "coverage": coverage,
            "by_class": by_class, "thresholds": [0.0 if b is None else 1 - b for b in bars], "sets": sets,
            "measured": float(np.mean([label in s for s, label in zip(sets, labels)])),
            "mean_size": float(np.mean([len(s) for s in sets])),
        })
    return result
