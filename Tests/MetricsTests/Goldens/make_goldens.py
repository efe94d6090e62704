#!/usr/bin/env python3
"""Writes goldens.json: every figure of Metrics from scikit-learn, SciPy or a direct reading of the definition.

Run with scikit-learn 1.9, SciPy 1.17 and NumPy 2 in this folder: python3 make_goldens.py
Undefined figures are null here by our own rule (scikit-learn warns and gives 0 or NaN for them).
"""

import json
import warnings
from pathlib import Path

import numpy as np
from scipy import optimize, special, stats
from sklearn import calibration, metrics

warnings.filterwarnings("ignore")
BINS = 15


# --- Binary figures ---------------------------------------------------------------------------------------------


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


# --- DeLong and Obuchowski, from the definitions, by comparing every pair ----------------------------------------


def components(y, s):
    x, z = s[y == 1], s[y == 0]
    psi = (x[:, None] > z[None, :]) + 0.5 * (x[:, None] == z[None, :])
    return psi.mean(), psi.mean(axis=1), psi.mean(axis=0)


def delong_covariance(y, models):
    """The covariance matrix of the AUROCs of models on the same independent cases (DeLong 1988)."""
    parts = [components(y, s) for s in models]
    s10 = np.atleast_2d(np.cov([p[1] for p in parts]))
    s01 = np.atleast_2d(np.cov([p[2] for p in parts]))
    return s10 / (y == 1).sum() + s01 / (y == 0).sum()


def obuchowski_covariance(y, models, groups):
    """The same with cases clustered in patients (Obuchowski 1997, eq. 4 to 7)."""
    m, n, k = (y == 1).sum(), (y == 0).sum(), len(models)
    names = np.unique(groups)
    v10, v01 = np.zeros((k, len(names))), np.zeros((k, len(names)))
    for r, s in enumerate(models):
        auc, of_positives, of_negatives = components(y, s)
        for i, name in enumerate(names):
            v10[r, i] = (of_positives[groups[y == 1] == name] - auc).sum()
            v01[r, i] = (of_negatives[groups[y == 0] == name] - auc).sum()
    i10, i01, i = len(set(groups[y == 1])), len(set(groups[y == 0])), len(names)
    s10 = i10 / ((i10 - 1) * m) * v10 @ v10.T
    s01 = i01 / ((i01 - 1) * n) * v01 @ v01.T
    s11 = i / (i - 1) * v10 @ v01.T
    return s10 / m + s01 / n + (s11 + s11.T) / (m * n)


def delong_goldens(random):
    result = []
    for name, n, decimals, grouped in (
        ("continuous", 80, 4, False), ("ties", 60, 1, False), ("patients", 90, 3, True), ("imbalance", 120, 3, False),
    ):
        y = (random.random(n) < (0.08 if name == "imbalance" else 0.5)).astype(int)
        y[:4] = [0, 1, 0, 1]
        noise = random.normal(size=n)
        a = np.round(stats.norm.cdf(1.4 * (y - 0.5) + noise), decimals)
        b = np.round(stats.norm.cdf(0.9 * (y - 0.5) + 0.6 * noise + 0.7 * random.normal(size=n)), decimals)
        groups = random.integers(0, 35, n) if grouped else np.arange(n)
        covariance = obuchowski_covariance(y, [a, b], groups) if grouped else delong_covariance(y, [a, b])
        if not grouped:
            assert np.allclose(covariance, obuchowski_covariance(y, [a, b], groups), atol=1e-15)
        areas = [metrics.roc_auc_score(y, a), metrics.roc_auc_score(y, b)]
        variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        z = (areas[0] - areas[1]) / np.sqrt(variance)
        half = stats.norm.ppf(0.975) * np.sqrt(covariance[0, 0])
        result.append({
            "name": name, "labels": y.tolist(), "first": a.tolist(), "second": b.tolist(),
            "groups": [f"p{g}" for g in groups] if grouped else None,
            "auroc": areas, "variances": np.diag(covariance).tolist(), "variance": variance,
            "interval": [max(0, areas[0] - half), min(1, areas[0] + half)],
            "z": z, "p": 2 * stats.norm.sf(abs(z)),
        })
    return result


# --- Calibration ----------------------------------------------------------------------------------------------------


def softmax_loss(logits, labels, temperature):
    z = logits / temperature
    return (np.logaddexp.reduce(z, axis=1) - z[np.arange(len(labels)), labels]).mean()


def smoothed_loss(logits, labels, temperature):
    """The cross-entropy with Platt's targets: (N + 1)/(N + C) on the true class, 1/(N + C) on each of the others."""
    classes = logits.shape[1]
    counts = np.bincount(labels, minlength=classes)[labels].astype(float)
    targets = np.tile((1 / (counts + classes))[:, None], classes)
    targets[np.arange(len(labels)), labels] = (counts + 1) / (counts + classes)
    z = logits / temperature
    return -(targets * (z - np.logaddexp.reduce(z, axis=1, keepdims=True))).sum(axis=1).mean()


def temperature_golden(name, logits, labels):
    rows = np.hstack([np.zeros((len(logits), 1)), logits]) if logits.shape[1] == 1 else logits
    best = optimize.minimize_scalar(
        lambda u: smoothed_loss(rows, labels, np.exp(u)), bounds=(-3, 3), method="bounded", options={"xatol": 1e-10})
    # Polish: the zero of the slope in log T.
    step = 1e-5
    slope = lambda u: smoothed_loss(rows, labels, np.exp(u + step)) - smoothed_loss(rows, labels, np.exp(u - step))
    u = optimize.brentq(slope, best.x - 0.05, best.x + 0.05, xtol=1e-13)
    return {
        "name": name, "logits": logits.tolist(), "labels": labels.tolist(), "temperature": float(np.exp(u)),
        "before": softmax_loss(rows, labels, 1.0), "after": softmax_loss(rows, labels, np.exp(u)),
    }


def temperature_goldens(random):
    result = []
    for name, classes, true_temperature in (("two", 2, 2.5), ("sigmoid", 1, 0.6), ("three", 3, 1.7)):
        n = 60
        logits = np.round(2 * random.normal(size=(n, classes)), 3)
        rows = np.hstack([np.zeros((n, 1)), logits]) if classes == 1 else logits
        p = np.exp(rows / true_temperature)
        p /= p.sum(axis=1, keepdims=True)
        labels = np.array([random.choice(rows.shape[1], p=row) for row in p])
        result.append(temperature_golden(name, logits, labels))
    # All right, by far: without smoothed targets the temperature would go to 0.
    signs = np.where(np.arange(16) % 2 == 0, -1.0, 1.0)
    separable = signs * (2 + 0.25 * np.arange(16))
    result.append(temperature_golden("separable", separable[:, None], (signs > 0).astype(int)))
    return result


def platt_goldens(random):
    result = []
    for name, n, gap in (("overlapping", 50, 1.0), ("separable", 12, 40.0)):
        y = np.arange(n) % 3 == 0
        s = np.round(random.normal(size=n) + gap * y, 3)
        positives, negatives = y.sum(), n - y.sum()
        targets = np.where(y, (positives + 1) / (positives + 2), 1 / (negatives + 2))

        def loss(ab):
            x = ab[0] * s + ab[1]
            return (np.logaddexp(0, x) - targets * x).sum()

        def slope(ab):
            p = 1 / (1 + np.exp(-(ab[0] * s + ab[1])))
            return np.array([((p - targets) * s).sum(), (p - targets).sum()])

        best = optimize.minimize(loss, [0.0, 0.0], jac=slope, method="BFGS", options={"gtol": 1e-10})
        best = optimize.root(slope, best.x, tol=1e-13)
        result.append({
            "name": name, "scores": s.tolist(), "labels": y.astype(int).tolist(), "slope": best.x[0],
            "intercept": best.x[1],
        })
    return result


def reliability_golden(random):
    p = np.round(0.999 * random.random(150), 3) + 0.0003  # on no edge of a bin, where calibration_curve may round
    y = (random.random(150) < p**1.5).astype(int)
    observed, mean = calibration.calibration_curve(y, p, n_bins=BINS)
    counts = np.histogram(p, bins=np.linspace(0, 1, BINS + 1))[0]
    value = (counts / 150 * np.abs(observed - mean)).sum()
    assert abs(value - ece(y, p)) < 1e-12
    return {
        "scores": p.tolist(), "labels": y.tolist(), "counts": counts.tolist(), "mean": mean.tolist(),
        "observed": observed.tolist(), "ece": value, "mce": np.abs(observed - mean).max(),
    }


# --- Decisions ------------------------------------------------------------------------------------------------------


def operating_goldens(cases):
    """Every candidate threshold tried one by one; the best by (merit, tie-breaker)."""
    result = []
    for case in cases:
        y, s = np.array(case["labels"]), np.array(case["scores"])
        if not 0 < y.sum() < len(y) or s.min() < 0 or s.max() > 1:
            continue
        distinct = np.unique(s)
        ladder = np.r_[0.0, distinct, 1.0]
        candidates = np.unique((ladder[1:] + ladder[:-1]) / 2)
        if s.max() == 1:
            candidates = np.append(candidates[candidates < 1], np.nextafter(1.0, 2.0))
        rows = []
        for t in candidates:
            called = s >= t
            sensitivity = (called & (y == 1)).sum() / (y == 1).sum()
            specificity = (~called & (y == 0)).sum() / (y == 0).sum()
            rows.append((t, sensitivity, specificity, metrics.f1_score(y, called, zero_division=0)))
        prevalence = y.mean()
        cost = lambda r, ratio, p: p * ratio * (1 - r[1]) + (1 - p) * (1 - r[2])
        criteria = {
            "youden": lambda r: (r[1] + r[2], r[1]),
            "min_class": lambda r: (min(r[1], r[2]), r[1] + r[2]),
            "f1": lambda r: (r[3], r[1]),
            "sensitivity=0.95": lambda r: (r[2], r[1]) if r[1] >= 0.95 else None,
            "specificity=0.9": lambda r: (r[1], r[2]) if r[2] >= 0.9 else None,
            "cost=5.0": lambda r: (-cost(r, 5, prevalence), r[1]),
            "cost=8.0,prevalence=0.1": lambda r: (-cost(r, 8, 0.1), r[1]),
        }
        for text, merit in criteria.items():
            valid = [(tuple(np.round(merit(r), 12)), r) for r in rows if merit(r) is not None]
            # The first of equals from the highest threshold down; equals in both keys decide alike.
            best = max(reversed(valid), key=lambda v: v[0])[1]
            result.append({
                "case": case["name"], "criterion": text, "threshold": best[0], "sensitivity": best[1],
                "specificity": best[2],
            })
    return result


class SplitMix64:
    """The random numbers of the package, Numerics/SplitMix64.swift."""

    MASK = 2**64 - 1

    def __init__(self, seed, stream):
        self.state = self.mix(seed + 0x9E3779B97F4A7C15) ^ self.mix(stream * 0xD1342543DE82EF95)

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        return self.mix(self.state) * bound >> 64

    @classmethod
    def mix(cls, z):
        z &= cls.MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & cls.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & cls.MASK
        return z ^ (z >> 31)


def logit(p):
    return special.logit(np.clip(p, 1e-6, 1 - 1e-6))


def best_threshold(y, s, criterion):
    """The best candidate, tried one by one from the highest threshold down; None where a class is missing."""
    if not 0 < y.sum() < len(y):
        return None
    ladder = np.r_[0.0, np.unique(s), 1.0]
    best = None
    for t in np.unique((ladder[1:] + ladder[:-1]) / 2)[::-1]:
        sensitivity, specificity = (s[y == 1] >= t).mean(), (s[y == 0] < t).mean()
        merit = {
            "youden": (sensitivity + specificity, sensitivity),
            "min_class": (min(sensitivity, specificity), sensitivity + specificity),
            "sensitivity=0.95": (specificity, sensitivity) if sensitivity >= 0.95 else None,
            "specificity=0.95": (sensitivity, specificity) if specificity >= 0.95 else None,
            "cost=5.0": (-(5 * y.mean() * (1 - sensitivity) + (1 - y.mean()) * (1 - specificity)), sensitivity),
        }[criterion]
        if merit and (best is None or tuple(np.round(merit, 12)) > best[0]):
            best = (tuple(np.round(merit, 12)), t)
    return best[1]


def settled_goldens(random):
    """The median of what resamples of patients choose, drawn towards the anchor as they scatter."""
    resamples, seed = 200, 7
    result = []
    for name, n, gap in (("overlapping", 60, 1.5), ("all but separable", 60, 4.0), ("separable", 16, 8.0)):
        groups = [f"p{i // 2}" for i in range(n)]
        y = np.array([int(i // 2 % 2 == 0) for i in range(n)])
        s = np.round(special.expit(gap * (y - 0.7) + random.normal(size=n)), 4)
        members = [np.flatnonzero(np.array(groups) == g) for g in dict.fromkeys(groups)]
        for criterion in ("youden", "min_class", "sensitivity=0.95", "specificity=0.95", "cost=5.0"):
            anchor = -np.log(5.0) if criterion.startswith("cost") else 0.0
            chosen = []
            for resample in range(resamples):
                generator = SplitMix64(seed, resample)
                cases = np.concatenate([members[generator.below(len(members))] for _ in members])
                t = best_threshold(y[cases], s[cases], criterion)
                chosen.append(anchor if t is None else logit(t))
            scatter = np.std(chosen)
            weight = 0.25 / (0.25 + scatter**2)
            threshold = special.expit(weight * np.median(chosen) + (1 - weight) * anchor)
            alone = best_threshold(y, s, criterion)
            if criterion.startswith("sensitivity"):
                threshold = min(threshold, alone)
            if criterion.startswith("specificity"):
                threshold = max(threshold, alone)
            result.append({
                "name": name, "criterion": criterion, "scores": s.tolist(), "labels": y.tolist(), "groups": groups,
                "resamples": resamples, "seed": seed, "threshold": threshold, "median": special.expit(np.median(chosen)),
                "interval": special.expit(np.quantile(chosen, [0.025, 0.975])).tolist(), "scatter": scatter,
            })
    return result


def risk_coverage_goldens(random):
    result = []
    for name, digits, threshold in (("distinct", 9, 0.4), ("ties", 1, 0.5)):
        p = np.round(random.random(77), digits)
        y = (random.random(77) < p).astype(int)
        sureness = np.round(np.abs(logit(p) - logit(threshold)), 9)
        wrong = ((p >= threshold) != (y == 1)).astype(float)
        # Equally sure cases come in any order: each has the mean error of them all.
        for value in np.unique(sureness):
            wrong[sureness == value] = wrong[sureness == value].mean()
        order = np.argsort(-sureness, kind="stable")
        risk = np.cumsum(wrong[order]) / np.arange(1, 78)
        places = [-(-k * 77 // 20) - 1 for k in range(1, 21)]
        result.append({
            "name": name, "scores": p.tolist(), "labels": y.tolist(), "threshold": threshold, "aurc": risk.mean(),
            "risk": risk[places].tolist(),
        })
    return result


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


# --- Intervals ------------------------------------------------------------------------------------------------------


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


# --- Several classes ------------------------------------------------------------------------------------------------


def multiclass_golden(random):
    p = np.round(random.dirichlet([1, 1, 1], 70), 3)
    p[:, 2] = np.round(1 - p[:, 0] - p[:, 1], 3)
    p = np.abs(p)
    labels = np.array([random.choice(3, p=row / row.sum()) for row in p])
    guess = p.argmax(axis=1)
    one = [[(labels == c).astype(int), p[:, c]] for c in range(3)]
    return {
        "probabilities": p.tolist(), "labels": labels.tolist(),
        "confusion": metrics.confusion_matrix(labels, guess).tolist(),
        "accuracy": metrics.accuracy_score(labels, guess),
        "balanced_accuracy": metrics.balanced_accuracy_score(labels, guess),
        "macro_f1": metrics.f1_score(labels, guess, average="macro"),
        "auroc": [metrics.roc_auc_score(*o) for o in one],
        "auprc": [metrics.average_precision_score(*o) for o in one],
        "precision": metrics.precision_score(labels, guess, average=None).tolist(),
        "recall": metrics.recall_score(labels, guess, average=None).tolist(),
        "macro_auroc": metrics.roc_auc_score(labels, p, multi_class="ovr"),
        "log_loss": metrics.log_loss(labels, p),
        "ece": ece((labels == guess).astype(int), p.max(axis=1)),
    }


# --- All together ---------------------------------------------------------------------------------------------------


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
