"""Comparisons with an earlier picture, by NumPy: `python make_prior_comparison.py` writes prior_comparison.json.

Each case has the probabilities of two readings and of their copies; the change and its 95 % interval are computed on the
scale of logits from the copies' sample standard deviations, and turned back into differences of probabilities.
"""

import json
from pathlib import Path

import numpy as np

Z = 1.959963984540054


def logit(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def case(prior, current, prior_spread, current_spread, random):
    copies = [
        sigmoid(logit(p) + spread * random.standard_normal(12)).tolist()
        for p, spread in [(prior, prior_spread), (current, current_spread)]
    ]
    deviations = [float(np.std(logit(np.array(c)), ddof=1)) for c in copies]
    reach = Z * np.sqrt(np.sum(np.square(deviations)))
    step = logit(current) - logit(prior)
    return {
        "prior": prior,
        "current": current,
        "prior_copies": copies[0],
        "current_copies": copies[1],
        "deviations": deviations,
        "change": current - prior,
        "interval": [float(sigmoid(logit(current) + sign * reach) - prior) for sign in (-1, 1)],
        "direction": "higher" if step > reach else "lower" if step < -reach else "same",
    }


random = np.random.default_rng(16)
cases = [
    case(0.31, 0.78, 0.4, 0.5, random),
    case(0.31, 0.35, 0.4, 0.5, random),
    case(0.9, 0.2, 0.3, 0.2, random),
    case(0.999999999, 0.5, 0.1, 0.1, random),
    case(0.001, 0.002, 0.8, 0.2, random),
    case(0.5, 0.5, 0.0, 0.0, random),
]
Path(__file__).with_name("prior_comparison.json").write_text(json.dumps(cases, indent=1) + "\n")
