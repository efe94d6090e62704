"""Figures and curves of two classes, None where undefined.

Undefined figures are None by our own rule (scikit-learn warns and gives 0 or NaN for them).
"""

import numpy as np
from scipy import stats
from sklearn import metrics

BINS = 15


def ece(y, p, bins=BINS):
    """Equal-width bins (k/n, (k+1)/n], the first with 0; |mean probability - share of positives| weighted by count."""
    edges = np.array([k / bins for k in range(1, bins)])
    index = np.searchsorted(edges, p, side="left")
    total = 0.0
    for k in range(bins):
        inside = index == k
        if inside.any():
            total += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return total


def figures(y, s, threshold):
    """The figures of ClassificationReport, None where undefined."""
    called = (s >= threshold).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(y, called, labels=[0, 1]).ravel()
    both = 0 < y.sum() < len(y)
    probabilities = bool(((s >= 0) & (s <= 1)).all())

    def recall(label):
        return metrics.recall_score(y, called, pos_label=label) if (y == label).any() else None

    def precision(label):
        return metrics.precision_score(y, called, pos_label=label) if (called == label).any() else None

    def f1(label):
        there = (y == label).any() or (called == label).any()
        return metrics.f1_score(y, called, pos_label=label) if there else None

    mean = lambda values: None if None in values else float(np.mean(values))
    result = {
        "accuracy": metrics.accuracy_score(y, called),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, called) if both else None,
        "sensitivity": recall(1),
        "specificity": recall(0),
        "ppv": precision(1),
        "npv": precision(0),
        "f1": f1(1),
        "macro_f1": mean([f1(0), f1(1)]),
        "weighted_f1": metrics.f1_score(y, called, labels=[0, 1], average="weighted", zero_division=np.nan),
        "precision": precision(1),
        "recall": recall(1),
        "auroc": metrics.roc_auc_score(y, s) if both else None,
        "auprc": metrics.average_precision_score(y, s) if y.any() else None,
        "mcc": metrics.matthews_corrcoef(y, called) if both and 0 < called.sum() < len(y) else None,
        "brier": metrics.brier_score_loss(y, s, labels=[0, 1]) if probabilities else None,
        "ece": ece(y, s) if probabilities else None,
        "log_loss": metrics.log_loss(y, s, labels=[0, 1]) if probabilities else None,
    }
    confusion = [[int(tn), int(fp)], [int(fn), int(tp)]]
    return confusion, {k: None if v is None else float(v) for k, v in result.items()}


def curves(y, s):
    result = {}
    if 0 < y.sum() < len(y):
        for key, drop in (("roc", True), ("roc_all", False)):
            fpr, tpr, thresholds = metrics.roc_curve(y, s, drop_intermediate=drop)
            result[key] = {"x": fpr.tolist(), "y": tpr.tolist(), "thresholds": thresholds[1:].tolist()}
    if y.any():
        precision, recall, thresholds = metrics.precision_recall_curve(y, s)
        result["pr"] = {"x": recall.tolist(), "y": precision.tolist(), "thresholds": thresholds.tolist()}
    return result


def binary_inputs(random):
    y = (random.random(100) < 0.4).astype(int)
    yield "mixed", y, np.round(stats.norm.cdf(1.2 * (y - 0.5) + random.normal(size=100)), 4), 0.43
    y = (random.random(80) < 0.6).astype(int)
    yield "ties", y, np.round(stats.norm.cdf((y - 0.5) + random.normal(size=80)), 1), 0.4
    yield "all tied", np.array([0, 1, 1, 0, 1]), np.full(5, 0.5), 0.5
    yield "perfect", np.array([0] * 6 + [1] * 5), np.linspace(0.05, 0.95, 11).round(2), 0.5
    yield "inverted", np.array([1] * 5 + [0] * 6), np.linspace(0.05, 0.95, 11).round(2), 0.5
    yield "all positive", np.ones(5, int), np.array([0.1, 0.9, 0.9, 0.3, 0.7]), 0.6
    yield "all negative", np.zeros(4, int), np.array([0.1, 0.9, 0.3, 0.7]), 0.6
    yield "one case", np.array([1]), np.array([0.7]), 0.9
    yield "two cases", np.array([1, 0]), np.array([0.7, 0.2]), 0.7
    y = np.zeros(200, int)
    y[[3, 77, 150]] = 1
    yield "imbalance", y, np.round(np.clip(0.15 + 0.5 * y + 0.15 * random.normal(size=200), 0, 1), 3), 0.3
    yield "none called", np.array([0, 1, 0, 1]), np.array([0.1, 0.3, 0.2, 0.15]), 0.9
    yield "certain and wrong", np.array([0, 1, 0, 1]), np.array([1.0, 0.0, 0.0, 1.0]), 0.5
    yield "bin edges", np.arange(16) % 2, np.array([k / 15 for k in range(16)]), 3 / 15
    y = (random.random(30) < 0.5).astype(int)
    yield "logits", y, np.round(4 * (y - 0.5) + 2 * random.normal(size=30), 2), 0.3
