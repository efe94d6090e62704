"""DeLong and Obuchowski, from the definitions, by comparing every pair."""

import numpy as np
from scipy import stats
from sklearn import metrics


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
