"""What readings of several classes and findings must say, from NumPy alone.

    python make_several.py > several.json
"""

import json

import numpy

random = numpy.random.default_rng(11)


def softmax(logits, temperature):
    scaled = numpy.asarray(logits) / temperature
    weights = numpy.exp(scaled - scaled.max())
    return weights / weights.sum()


def sigmoid(logit, temperature):
    return 1 / (1 + numpy.exp(-logit / temperature))


def ranges(function, low, high):
    """The least and the greatest value over a fine grid of inverse temperatures."""
    values = numpy.array([function(1 / scale) for scale in numpy.linspace(1 / high, 1 / low, 4001)])
    return numpy.stack([values.min(0), values.max(0)], 1)


def held(values, limit):
    return numpy.clip(values, limit, 1 - limit)


def score(probability, threshold):
    if probability < threshold:
        return probability / (2 * threshold)
    return 0.5 + (probability - threshold) / (2 * (1 - threshold))


def decision(probability, shown, threshold):
    positive = bool(probability >= threshold)
    margin = max(shown - threshold, 0) if positive else min(shown - threshold, 0)
    return {"positive": positive, "threshold": threshold, "margin": margin}


def multiclass(negative):
    classes = 4
    logits = numpy.float32(random.normal(0, 3, classes))
    temperature, limit = random.uniform(0.7, 2.5), 0.002
    interval = [temperature * 0.8, temperature * 1.3]
    thresholds = random.uniform(0.1, 0.7, classes)
    point = random.uniform(0.2, 0.8)
    exact = softmax(logits.astype(float), temperature)
    shown = held(exact, limit)
    values = held(ranges(lambda t: softmax(logits.astype(float), t), *interval), limit)
    if negative is None:
        leading, screened, seen = classes - 1, exact[-1], shown[-1]
    else:
        others = [index for index in range(classes) if index != negative]
        leading = max(others, key=lambda index: exact[index])
        screened, seen = 1 - exact[negative], 1 - shown[negative]
    best = int(shown.argmax())
    return {
        "task": "multi-class", "negative": negative, "logits": logits.tolist(), "temperatures": [temperature] * classes,
        "interval": interval, "limit": limit, "thresholds": thresholds.tolist(), "point": point,
        "probabilities": shown.tolist(), "called": [bool(p >= t) for p, t in zip(exact, thresholds)],
        "ranges": values.tolist(), "score": screened, "leading": leading,
        "decision": decision(screened, seen, point), "prediction": f"c{best}", "confidence": shown[best],
    }


def multilabel(shift):
    findings = 5
    logits = numpy.float32(random.normal(shift, 2, findings))
    temperatures, limit = random.uniform(0.7, 2.5, findings), 0.01
    thresholds = random.uniform(0.1, 0.7, findings)
    exact = sigmoid(logits.astype(float), temperatures)
    shown = held(exact, limit)
    values = held(
        numpy.stack(
            [
                ranges(lambda t: numpy.array([sigmoid(float(logit), t)]), 0.8 * own, 1.3 * own)[0]
                for logit, own in zip(logits, temperatures)
            ]), limit)
    leading = int((exact - thresholds).argmax())
    positive = bool((exact >= thresholds).any())
    return {
        "task": "multi-label", "negative": None, "logits": logits.tolist(), "temperatures": temperatures.tolist(),
        "interval": None, "limit": limit, "thresholds": thresholds.tolist(), "point": 0.5,
        "probabilities": shown.tolist(), "called": [bool(p >= t) for p, t in zip(exact, thresholds)],
        "ranges": values.tolist(), "score": max(score(p, t) for p, t in zip(exact, thresholds)), "leading": leading,
        "decision": decision(exact[leading], shown[leading], thresholds[leading]),
        "prediction": f"c{leading}" if positive else "No finding",
        "confidence": shown[leading] if positive else 1 - shown[leading],
    }


cases = [multiclass(negative) for negative in [0, 0, 0, 2, 2, None, None] for _ in range(2)]
cases += [multilabel(shift) for shift in [-2.5, -2.5, -1, 0, 1] for _ in range(2)]
print(json.dumps(cases, indent=0))
