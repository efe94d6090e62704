"""What the fake server answers for a model of three classes, or of fourteen findings."""

import functools
import random

NIH = [
    "Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia", "Pneumothorax",
    "Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural_Thickening", "Hernia",
]  # fmt: skip


def shape(x, y, index, count):
    """Level of the heat-map of one class: a square of its own place, so that tests can tell maps apart."""
    return 255 if index / count <= x < (index + 1) / count and 0.3 < y < 0.7 else 0


class FakeSeveral:
    """A model of several classes or findings; `probabilities` may be set, else they come of the file's digest."""

    def __init__(self, task, classes, thresholds, negative=None):
        self.task, self.classes, self.thresholds, self.negative = task, classes, thresholds, negative
        self.probabilities = None
        self.explained = []  # the heat-maps that were asked for

    def findings(self, digest):
        found = self.probabilities or [0.01 + 0.98 * (byte / 255) ** 2 for byte in digest[: len(self.classes)]]
        if self.task == "multi-class":
            found = [one / sum(found) for one in found]
        return [
            {
                "name": name,
                "probability": round(probability, 4),
                "decision": round(probability, 4) >= threshold,
                "threshold": threshold,
                "interval": None if name == self.classes[-1] else [probability * 0.9, 1 - (1 - probability) * 0.9],
            }
            for name, probability, threshold in zip(self.classes, found, self.thresholds)
        ]

    def reading(self, digest):
        """What a reading has instead of, or beside, that of two classes."""
        findings = self.findings(digest)
        if self.task == "multi-label":
            leading = max(findings, key=lambda one: one["probability"] - one["threshold"])
            decided, threshold = leading["probability"], leading["threshold"]
            positive = decided >= threshold
            said = (leading["name"], decided) if positive else ("No finding", 1 - decided)
        else:
            likeliest = max(findings, key=lambda one: one["probability"])
            decided = 1 - next(one["probability"] for one in findings if one["name"] == self.negative)
            threshold, positive = 0.5, decided >= 0.5
            said = (likeliest["name"], likeliest["probability"])
        return {
            "prediction": said[0],
            "confidence": said[1],
            "probabilities": {one["name"]: one["probability"] for one in findings},
            "decision": {"positive": positive, "threshold": threshold, "margin": decided - threshold},
            "task": self.task,
            "findings": findings,
        }

    def version(self):
        """What `/models` says of the version beside what it says of every one."""
        positive = "Abnormal" if self.negative else self.classes[-1]
        return {
            "task": self.task,
            "classes": self.classes,
            "positive_class": positive,
            "metrics": self.metrics(),
            "operating_point": {"threshold": 0.5, "criterion": "youden", "chosen_on": "validation", "n": 316},
        }

    def info(self):
        return {
            "task": self.task,
            "findings": [
                {"name": name, "operating_point": {"threshold": threshold, "criterion": "youden"}}
                for name, threshold in zip(self.classes, self.thresholds)
            ],
        }

    def metrics(self):
        averages = {
            f"{average}_{figure}": value
            for average, shift in (("macro", 0), ("micro", 0.02), ("weighted", 0.01))
            for figure, value in (
                ("auroc", 0.941 + shift), ("auprc", 0.61 + shift), ("f1", 0.58 + shift),
                ("precision", 0.55 + shift), ("recall", 0.63 + shift),
            )
        }  # fmt: skip
        one = {
            "n": 620,
            "positives": 180,
            "unknown": 14 if self.task == "multi-label" else 0,
            "auroc": 0.93,
            "sensitivity": 0.88,
            "specificity": 0.91,
            "confidence_intervals": {"auroc": [0.91, 0.95], "sensitivity": [0.84, 0.92], "specificity": [0.88, 0.93]},
        }
        last = {**one, "positives": 0, "auroc": None, "sensitivity": None, "confidence_intervals": {"auroc": None}}
        figures = {name: {**one, "threshold": threshold} for name, threshold in zip(self.classes, self.thresholds)}
        if self.task == "multi-label":
            figures[self.classes[-1]] = {**last, "threshold": self.thresholds[-1]}
        size = len(self.classes)
        matrix = [[180 if row == column else 7 * (row + column) for column in range(size)] for row in range(size)]
        return {
            "task": self.task,
            "n": 634,
            "classes": self.classes,
            "confusion_matrix": matrix if self.task == "multi-class" else None,
            **averages,
            "accuracy": 0.871,
            "kappa": 0.79 if self.task == "multi-class" else None,
            "hamming_loss": 0.06 if self.task == "multi-label" else None,
            "ece": 0.021,
            "confidence_intervals": {"macro_auroc": [0.927, 0.953]},
            "per_class": figures,
            "screening": {"n": 634, "auroc": 0.957, "sensitivity": 0.9, "specificity": 0.93, "confidence_intervals": {}},
        }

    def part(self, part):
        """A measured part of the data, whether anything is found, with each class or finding by itself."""
        draw = random.Random(3)

        def cases(n):
            labels = [index % 3 == 0 for index in range(n)]
            return {
                "labels": [int(label) for label in labels],
                "probabilities": [min(1, max(0, draw.gauss(0.7 if label else 0.3, 0.2))) for label in labels],
            }

        findings = [{"name": name, **cases(90)} for name in self.classes]
        if self.task == "multi-label":
            findings[-1] = {"name": self.classes[-1], "labels": [], "probabilities": []}
        return {**part, "findings": findings}

    def level(self, name):
        """The grey levels of the heat-map of one class."""
        self.explained.append(name)
        return functools.partial(shape, index=self.classes.index(name), count=len(self.classes))


def three_classes():
    return FakeSeveral("multi-class", ["NORMAL", "BACTERIA", "VIRUS"], [0.41, 0.37, 0.33], negative="NORMAL")


def fourteen_findings():
    return FakeSeveral("multi-label", NIH, [round(0.12 + 0.04 * index, 2) for index in range(14)])
