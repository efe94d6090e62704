"""Intervals of proportions and of resampled figures."""

import numpy as np
from scipy import stats

from figures import ece, figures


def proportion_goldens():
    result = []
    for successes, trials in ((0, 1), (1, 1), (0, 20), (20, 20), (7, 19), (387, 390), (96, 234), (5000, 10000)):
        for level in (0.95, 0.8):
            test = stats.binomtest(successes, trials)
            result.append({
                "successes": successes, "trials": trials, "level": level,
                "wilson": list(test.proportion_ci(level, "wilson")), "exact": list(test.proportion_ci(level, "exact")),
            })
    return result


def bootstrap_golden(random):
    """Percentile intervals of 20,000 resamples of patients, every figure from figures() above."""
    n, resamples = 150, 20_000
    groups = random.integers(0, 60, n)
    y = ((groups % 2 == 0) ^ (random.random(n) < 0.1)).astype(int)
    effect = random.normal(size=60)[groups]
    s = np.round(stats.norm.cdf(1.5 * (y - 0.5) + 0.6 * effect + 0.7 * random.normal(size=n)), 3)
    members = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    keys = ("accuracy", "sensitivity", "specificity", "ppv", "npv", "f1", "macro_f1", "mcc", "auroc", "auprc", "brier",
            "ece", "log_loss")
    values = {key: [] for key in keys}
    for _ in range(resamples):
        chosen = np.concatenate([members[i] for i in random.integers(0, len(members), len(members))])
        for key, value in fast_figures(y[chosen], s[chosen], 0.55).items():
            values[key].append(value)
    _, whole = figures(y, s, 0.55)
    for key, value in fast_figures(y, s, 0.55).items():
        assert abs(value - whole[key]) < 1e-12, key
    # Resampling raises the ECE: its resamples are moved by as much as their mean exceeds the figure.
    values["ece"] = np.maximum(0, np.array(values["ece"]) - (np.mean(values["ece"]) - whole["ece"]))
    intervals = {k: np.quantile(v, [0.025, 0.975]).tolist() for k, v in values.items()}
    return {
        "scores": s.tolist(), "labels": y.tolist(), "groups": [f"p{g}" for g in groups], "threshold": 0.55,
        "intervals": intervals,
    }


def fast_figures(y, s, threshold):
    """The same as figures(), quick enough for 20,000 resamples; checked against it above."""
    called = s >= threshold
    tp, fp = (called & (y == 1)).sum(), (called & (y == 0)).sum()
    fn, tn = (y == 1).sum() - tp, (y == 0).sum() - fp
    ranks = stats.rankdata(s)
    m, n = tp + fn, tn + fp
    p = np.clip(np.where(y == 1, s, 1 - s), np.finfo(float).eps, 1 - np.finfo(float).eps)
    f1 = 2 * tp / (2 * tp + fp + fn)
    order = np.argsort(-s, kind="stable")
    ends = np.append(np.diff(s[order]) != 0, True)
    hits, seen = np.cumsum(y[order])[ends], np.arange(1, len(y) + 1)[ends]
    return {
        "accuracy": (tp + tn) / len(y), "sensitivity": tp / m, "specificity": tn / n, "ppv": tp / (tp + fp),
        "npv": tn / (tn + fn), "f1": f1, "macro_f1": (f1 + 2 * tn / (2 * tn + fp + fn)) / 2,
        "mcc": (tp * tn - fp * fn) / np.sqrt(float(m) * n * (tp + fp) * (tn + fn)),
        "auroc": (ranks[y == 1].sum() - m * (m + 1) / 2) / (m * n),
        "auprc": (np.diff(hits, prepend=0) * hits / seen).sum() / m,
        "brier": ((s - y) ** 2).mean(), "ece": ece(y, s), "log_loss": -np.log(p).mean(),
    }
