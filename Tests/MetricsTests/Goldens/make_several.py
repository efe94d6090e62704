#!/usr/bin/env python3
"""Writes several.json: figures of several classes and of findings on 1,000 random tables, by scikit-learn.

    pip install numpy scikit-learn
    python3 make_several.py

The tables themselves are not kept: SeveralTables.swift draws the same ones from SplitMix64. The first tables stand here with
every figure. Of all of them the sum of each table's figures and the sum of each figure over the tables are kept, both with
random weights, so that no two errors cancel: a wrong figure shows in its table's sum and in its own. An undefined figure
counts as -3, a value that none can have.
"""
import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics

from figures import ece

TABLES, WHOLE, SEED, MASK = 1000, 12, 17, 2**64 - 1
NAN = np.nan
warnings.filterwarnings("ignore")


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class SplitMix64:
    def __init__(self, seed, stream):
        self.state = mix((seed + 0x9E3779B97F4A7C15) & MASK) ^ mix((stream * 0xD1342543DE82EF95) & MASK)

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        return mix(self.state)

    def below(self, bound):
        return self.next() % bound

    def lemire(self, bound):
        return (self.next() * bound) >> 64


# MARK: tables, as SeveralTables.swift draws them

def drawn_table(k):
    """(task, probabilities, labels with -1 for unknown, thresholds)."""
    g = SplitMix64(SEED, k)
    columns, n, grain = 2 + g.below(5), 3 + g.below(48), [3, 10, 1000][g.below(3)]
    thresholds = np.array([(1 + g.below(grain - 1)) / grain for _ in range(columns)])
    if k % 2 == 0:
        present = 1 + g.below(columns)  # the last classes may have no case
        rows, labels = [], []
        for _ in range(n):
            label = g.below(present)
            weights = [g.below(grain + 1) for _ in range(columns)]
            weights[label] += g.below(grain + 1)
            if sum(weights) == 0:
                weights[g.below(columns)] = 1
            rows.append([w / sum(weights) for w in weights])
            labels.append(label)
        return "multi-class", np.array(rows), np.array(labels), thresholds
    hidden = [[0, 2, 6, 10][g.below(4)] for _ in range(columns)]  # tenths of the labels that are unknown
    rare = [1 + g.below(9) for _ in range(columns)]
    p, y = np.zeros((n, columns)), np.zeros((n, columns), dtype=int)
    for i in range(n):
        for j in range(columns):
            y[i, j] = g.below(10) < rare[j]
            a, b = g.below(grain + 1), g.below(grain + 1)
            p[i, j] = (max(a, b) if y[i, j] else min(a, b)) / grain
            if g.below(10) < hidden[j]:
                y[i, j] = -1
    return "multi-label", p, y, thresholds


# MARK: figures

def binary(y, p, threshold):
    """The figures of one class or finding; y without unknown ones."""
    if len(y) == 0:
        return {f: NAN for f in FIGURES}
    d, both, some = (p >= threshold).astype(int), len(set(y)) == 2, y.sum() > 0
    return {
        "auroc": metrics.roc_auc_score(y, p) if both else NAN,
        "auprc": metrics.average_precision_score(y, p) if some else NAN,
        "sensitivity": metrics.recall_score(y, d, zero_division=NAN),
        "specificity": metrics.recall_score(y, d, pos_label=0, zero_division=NAN),
        "ppv": metrics.precision_score(y, d, zero_division=NAN),
        "npv": metrics.precision_score(y, d, pos_label=0, zero_division=NAN),
        "f1": metrics.f1_score(y, d, zero_division=NAN),
        "brier": metrics.brier_score_loss(y, p, pos_label=1),
        "ece": ece(y, p),
        "log_loss": metrics.log_loss(y, p, labels=[0, 1]),
    }


FIGURES = ["auroc", "auprc", "sensitivity", "specificity", "ppv", "npv", "f1", "brier", "ece", "log_loss"]


def nanmean(values, weights=None):
    pairs = [(v, w) for v, w in zip(values, weights if weights is not None else np.ones(len(values))) if not np.isnan(v)]
    total = sum(w for _, w in pairs)
    return sum(v * w for v, w in pairs) / total if total > 0 else NAN


def averages(each, positives, y, p):
    """What both tasks average alike: AUROC and AUPRC, with y and p as one long list for micro."""
    pooled = binary(y, p, 0.5)
    return {
        f"{kind}_{name}": value for name in ("auroc", "auprc") for kind, value in (
            ("macro", nanmean([e[name] for e in each])), ("weighted", nanmean([e[name] for e in each], positives)),
            ("micro", pooled[name]))
    }


def multiclass(p, y, thresholds):
    columns = range(p.shape[1])
    each = [binary((y == c).astype(int), p[:, c], thresholds[c]) for c in columns]
    onehot = (y[:, None] == np.arange(p.shape[1])).astype(int)
    d = p.argmax(axis=1)
    # Among equals scikit-learn puts the last class first, Hilum the first: columns are handed over in reverse.
    top2 = metrics.top_k_accuracy_score(
        p.shape[1] - 1 - y, p[:, ::-1], k=2, labels=list(columns)) if p.shape[1] > 2 else 1.0
    pairs = []
    for a in columns:
        for b in columns:
            if a < b:
                two = (y == a) | (y == b)
                both = len(set(y[two])) == 2
                pairs.append((metrics.roc_auc_score(y[two] == a, p[two, a]) + metrics.roc_auc_score(
                    y[two] == b, p[two, b])) / 2 if both else NAN)
    figures = {
        "accuracy": metrics.accuracy_score(y, d),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, d),
        "top2_accuracy": top2,
        "pairwise_auroc": nanmean(pairs),
        "log_loss": metrics.log_loss(y, p, labels=list(columns)),
        "brier": metrics.brier_score_loss(y, p, labels=list(columns), scale_by_half=False),
        "ece": ece((y == d).astype(int), p.max(axis=1)),
        "mcc": metrics.matthews_corrcoef(y, d) if len(set(y)) > 1 and len(set(d)) > 1 else NAN,
        "kappa": metrics.cohen_kappa_score(y, d, labels=list(columns)) if len(set(y) | set(d)) > 1 else NAN,
        "hamming_loss": NAN,
    } | averages(each, onehot.sum(axis=0), onehot.ravel(), p.ravel())
    for name, function in SCORES:
        for kind in ("macro", "micro", "weighted"):
            figures[f"{kind}_{name}"] = function(y, d, average=kind, labels=list(columns), zero_division=NAN)
        # Where no class that has a case has a value, scikit-learn's weighted mean is 0 instead of undefined.
        by_class = function(y, d, average=None, labels=list(columns), zero_division=NAN)
        if np.isnan(by_class[onehot.sum(axis=0) > 0]).all():
            figures[f"weighted_{name}"] = NAN
    if len(set(y)) == p.shape[1] > 2:
        for kind in ("macro", "weighted", "micro"):
            check(figures[f"{kind}_auroc"], metrics.roc_auc_score(y, p, multi_class="ovr", average=kind))
            check(figures[f"{kind}_auprc"], metrics.average_precision_score(onehot, p, average=kind))
        check(figures["pairwise_auroc"], metrics.roc_auc_score(y, p, multi_class="ovo", average="macro"))
    return figures, each


SCORES = (("f1", metrics.f1_score), ("precision", metrics.precision_score), ("recall", metrics.recall_score))


def multilabel(p, y, thresholds):
    columns, known, d = range(p.shape[1]), y >= 0, (p >= thresholds).astype(int)
    each = [binary(y[known[:, c], c], p[known[:, c], c], thresholds[c]) for c in columns]
    positives = [(y[:, c] == 1).sum() for c in columns]
    full = known.all(axis=1)
    flat = (y[known], d[known], p[known])
    some = len(flat[0]) > 0
    figures = {name: NAN for name in ("top2_accuracy", "pairwise_auroc", "mcc", "kappa")} | {
        "accuracy": metrics.accuracy_score(y[full], d[full]) if full.any() else NAN,
        "balanced_accuracy": nanmean([(e["sensitivity"] + e["specificity"]) / 2 for e in each]),
        "log_loss": metrics.log_loss(flat[0], flat[2], labels=[0, 1]) if some else NAN,
        "brier": metrics.brier_score_loss(flat[0], flat[2], pos_label=1) if some else NAN,
        "ece": nanmean([e["ece"] for e in each]),
        "hamming_loss": metrics.hamming_loss(flat[0], flat[1]) if some else NAN,
    } | averages(each, positives, flat[0], flat[2])
    for name, function in SCORES:
        values = [e[{"f1": "f1", "precision": "ppv", "recall": "sensitivity"}[name]] for e in each]
        figures[f"macro_{name}"] = nanmean(values)
        figures[f"weighted_{name}"] = nanmean(values, positives)
        figures[f"micro_{name}"] = function(flat[0], flat[1], zero_division=NAN) if some else NAN
        if known.all():
            for kind in ("macro", "micro", "weighted"):
                check(figures[f"{kind}_{name}"], function(y, d, average=kind, zero_division=NAN))
    if known.all():
        check(figures["hamming_loss"], metrics.hamming_loss(y, d))
        if all(0 < s < len(y) for s in positives):
            for kind in ("macro", "micro", "weighted"):
                check(figures[f"{kind}_auroc"], metrics.roc_auc_score(y, p, average=kind))
                check(figures[f"{kind}_auprc"], metrics.average_precision_score(y, p, average=kind))
    return figures, each


def check(a, b):
    assert np.isclose(a, b, rtol=1e-12, atol=1e-12, equal_nan=True), (a, b)


# MARK: intervals

def interval_golden():
    """Percentile intervals of a few figures of one table of findings with patients, over 60 resamples."""
    _, p, y, thresholds = drawn_table(INTERVAL_TABLE)
    patients = [i // 3 for i in range(len(p))]
    count, rows = max(patients) + 1, []
    for resample in range(60):
        g = SplitMix64(5, resample)
        cases = [i for c in (g.lemire(count) for _ in range(count)) for i in range(len(p)) if patients[i] == c]
        figures, each = multilabel(p[cases], y[cases], thresholds)
        rows.append([figures[f] for f in INTERVALS] + [e["auroc"] for e in each])

    def interval(values):
        kept = [v for v in values if not np.isnan(v)]
        return [float(v) for v in np.quantile(kept, [0.025, 0.975])] if len(kept) * 10 >= len(values) * 9 else None

    found = [interval(column) for column in zip(*rows)]
    return {
        "table": INTERVAL_TABLE, "resamples": 60, "seed": 5, "figures": dict(zip(INTERVALS, found)),
        "auroc": found[len(INTERVALS):],
    }


INTERVALS, INTERVAL_TABLE = ["macro_auroc", "micro_auprc", "weighted_f1", "hamming_loss", "log_loss"], 3


# MARK: sums

def number(value):
    return None if np.isnan(value) else float(value)


def main():
    names, whole, tables, by_figure, undefined = None, [], [], {}, {}
    for k in range(TABLES):
        task, p, y, thresholds = drawn_table(k)
        figures, each = (multiclass if task == "multi-class" else multilabel)(p, y, thresholds)
        names = names or sorted(figures)
        weights, total = SplitMix64(SEED + 1, k), 0.0
        for name, value in [(n, figures[n]) for n in names] + [("class_" + f, e[f]) for e in each for f in FIGURES]:
            weight = 0.5 + (weights.next() >> 11) * 2.0**-53
            part = weight * (-3.0 if np.isnan(value) else value)
            total += part
            by_figure[name] = by_figure.get(name, 0.0) + part
            undefined[name] = undefined.get(name, 0) + int(np.isnan(value))
        tables.append(total)
        if k < WHOLE:
            whole.append({
                "figures": {n: number(figures[n]) for n in names},
                "classes": [{f: number(e[f]) for f in FIGURES} for e in each],
            })
    golden = {
        "whole": whole, "tables": tables, "figures": by_figure, "undefined": undefined, "intervals": interval_golden(),
    }
    Path(__file__).with_name("several.json").write_text(json.dumps(golden, separators=(",", ":"), default=float) + "\n")


main()
