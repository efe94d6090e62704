"""Shapley values by the shap package's KernelExplainer: shapley.json, for ShapleyTests.

    python3 make_shapley.py > shapley.json          (numpy, shap)

Functions of 3 and 7 players that take part or don't, with interactions; all coalitions are sampled.
"""

import json

import numpy as np
import shap

random = np.random.default_rng(17)


def case(players):
    linear, pairs = random.normal(size=players), random.normal(size=(players, players))

    def payoff(rows):
        score = rows @ linear + np.einsum("ni,ij,nj->n", rows, pairs, rows) / players
        return 1 / (1 + np.exp(-score))

    explainer = shap.KernelExplainer(payoff, np.zeros((1, players)), silent=True)
    values = explainer.shap_values(np.ones((1, players)), nsamples=2**players, l1_reg=False, silent=True)
    coalitions = (np.arange(2**players)[:, None] >> np.arange(players) & 1).astype(float)
    return {"payoffs": payoff(coalitions).tolist(), "values": values[0].tolist()}


print(json.dumps({"cases": [case(3), case(7), case(7)]}))
