"""Operating points, what makes them stable, and the errors of the surest decisions."""

import numpy as np
from scipy import special
from sklearn import metrics


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
