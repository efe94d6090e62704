"""Temperature, Platt scaling and reliability."""

import numpy as np
from scipy import optimize
from sklearn import calibration

from figures import BINS, ece


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
