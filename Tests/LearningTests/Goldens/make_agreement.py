"""Writes agreement.json beside it: two sets of answers to the same pictures, and how far they agree by NumPy and scikit-learn.

    python make_agreement.py        (NumPy, scikit-learn)
"""

import json
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

COUNT, AREA, THRESHOLD, MARGIN = 40, 9, 0.4, 0.02

random = np.random.default_rng(19)
exact = random.random(COUNT)
other = np.clip(exact + random.normal(0, 0.05, COUNT), 0, 1)
labels = random.integers(0, 2, COUNT)
maps = random.random((COUNT, AREA))
others = maps + random.normal(0, 0.2, (COUNT, AREA))
changed = (exact >= THRESHOLD) != (other >= THRESHOLD)
correlations = [np.corrcoef(a, b)[0, 1] for a, b in zip(maps, others)]
content = {
    "threshold": THRESHOLD,
    "exact": exact.tolist(), "other": other.tolist(), "labels": labels.tolist(),
    "maps": maps.tolist(), "others": others.tolist(),
    "largest": float(abs(exact - other).max()), "shift999": float(np.quantile(abs(exact - other), 0.999)),
    "changed": int(changed.sum()), "beyond": int((changed & (abs(exact - THRESHOLD) >= MARGIN)).sum()),
    "aurocExact": roc_auc_score(labels, exact), "auroc": roc_auc_score(labels, other),
    "mean": float(np.mean(correlations)), "least": float(np.min(correlations)),
}
(Path(__file__).parent / "agreement.json").write_text(json.dumps(content) + "\n")
