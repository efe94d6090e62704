"""Figures of three classes."""

import numpy as np
from sklearn import metrics

from figures import ece


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
