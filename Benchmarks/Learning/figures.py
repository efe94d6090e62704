"""Figures of a model on clean and on stressed pictures, by the definitions of Sources/Metrics."""
import battery as stress
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit
from scipy.stats import rankdata


def auroc(scores, labels):
    """The area under the ROC curve, ties one half."""
    positives = int(labels.sum())
    negatives = len(labels) - positives
    return (rankdata(scores)[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives)


def balanced_accuracy(probabilities, labels, threshold):
    """The mean of sensitivity and specificity; positive from the threshold on."""
    called = probabilities >= threshold
    return (called[labels == 1].mean() + (~called[labels == 0]).mean()) / 2


def calibration_error(probabilities, labels, bins=15):
    """The expected calibration error of the positive class in bins of equal width."""
    places = np.clip(np.ceil(probabilities * bins) - 1, 0, bins - 1).astype(int)
    gaps = np.bincount(places, probabilities - labels, minlength=bins)
    return np.abs(gaps).sum() / len(labels)


def log_loss(margins, labels):
    """The mean log-loss of logit differences."""
    return np.logaddexp(0, np.where(labels == 1, -margins, margins)).mean()


def temperature(margins, labels):
    """What logits are divided by for the least log-loss; 1 where the data leave it open."""
    low, high = np.log(0.05), np.log(20)
    found = minimize_scalar(
        lambda value: log_loss(margins / np.exp(value), labels), bounds=(low, high), method="bounded"
    ).x
    return float(np.exp(found)) if low + 1e-3 < found < high - 1e-3 else 1.0


def best_threshold(cells, labels):
    """Where the mean balanced accuracy of probabilities [cells, N] is highest; among equals the nearest to 0.5."""
    grid = np.linspace(0.005, 0.995, 199)
    means = np.zeros(len(grid))
    for probabilities in cells:
        missed = np.searchsorted(np.sort(probabilities[labels == 1]), grid) / (labels == 1).sum()
        spared = np.searchsorted(np.sort(probabilities[labels == 0]), grid) / (labels == 0).sum()
        means += (1 - missed + spared) / 2 / len(cells)
    best = np.flatnonzero(means > means.max() - 1e-9)
    return float(grid[best[np.argmin(np.abs(grid[best] - 0.5))]])


def summary(clean, stressed, labels, cells):
    """All figures of logit differences on clean [N] and stressed [cells, N] pictures.

    The temperature and the points `half` (0.5 of the calibrated probability), `youden` (the best on the clean pictures)
    and `stressed` (the best on the mean of the light battery) come from the same pictures that they are judged on.
    """
    heat = temperature(clean, labels)
    probabilities, changed = expit(clean / heat), expit(stressed / heat)
    light = [row for cell, row in zip(cells, changed, strict=True) if is_light(cell)]
    thresholds = {"half": 0.5, "youden": best_threshold([probabilities], labels)}
    if light:
        thresholds["stressed"] = best_threshold(light, labels)
    areas = [auroc(row, labels) for row in changed]
    errors = [calibration_error(row, labels) for row in changed]
    return {
        "temperature": heat,
        "clean_auroc": auroc(clean, labels),
        "clean_ece": calibration_error(probabilities, labels),
        "clean_loss": log_loss(clean, labels),
        "medmnist_c_auroc": mean(areas, cells, is_medmnist_c),
        "medmnist_c_ece": mean(errors, cells, is_medmnist_c),
        "own_auroc": mean(areas, cells, is_own),
        "own_ece": mean(errors, cells, is_own),
        "points": {
            name: point(threshold, probabilities, changed, labels, cells) for name, threshold in thresholds.items()
        },
    }


def point(threshold, clean, changed, labels, cells):
    """Balanced accuracies at one operating point."""
    accuracies = [balanced_accuracy(row, labels, threshold) for row in changed]
    kinds, at_4 = {}, {}
    for cell, accuracy in zip(cells, accuracies, strict=True):
        kinds.setdefault(cell.kind.name, []).append(accuracy)
        if cell.severity == 4:
            at_4[cell.kind.name] = accuracy
    kinds = {name: float(np.mean(values)) for name, values in kinds.items()}
    medmnist_c = {cell.kind.name for cell in cells if is_medmnist_c(cell)}
    return {
        "threshold": threshold,
        "clean": balanced_accuracy(clean, labels, threshold),
        "medmnist_c": mean(accuracies, cells, is_medmnist_c),
        "medmnist_c_2_4": mean(accuracies, cells, lambda cell: is_medmnist_c(cell) and cell.severity in (2, 4)),
        "worst": worst(kinds, medmnist_c),
        "worst_at_4": worst(at_4, medmnist_c),
        "geometry": mean(accuracies, cells, lambda cell: cell.kind.family == "geometry"),
        "acquisition": mean(accuracies, cells, lambda cell: cell.kind.family == "acquisition"),
        "own": mean(accuracies, cells, is_own),
        "own_worst_at_4": worst(at_4, set(at_4) - medmnist_c),
        "held_out": mean(accuracies, cells, lambda cell: cell.kind.name in stress.HELD_OUT),
        "kinds": kinds,
    }


def is_medmnist_c(cell):
    """Whether a cell is of the public battery."""
    return cell.kind.family == "medmnist_c"


def is_own(cell):
    """Whether a cell is of our own battery."""
    return not is_medmnist_c(cell)


def is_light(cell):
    """Whether a cell is of those that an operating point may be chosen by."""
    return cell.kind.name in stress.LIGHT and cell.severity in (2, 4)


def mean(values, cells, condition):
    """The mean over the cells that fulfil a condition; None where there are none."""
    chosen = [value for value, cell in zip(values, cells, strict=True) if condition(cell)]
    return float(np.mean(chosen)) if chosen else None


def worst(values, among):
    """The least of some named values, as [name, value]."""
    chosen = {name: value for name, value in values.items() if name in among}
    return list(min(chosen.items(), key=lambda item: item[1])) if chosen else None


def rounded(value):
    """The same with every number at five digits, for printing."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(float(value), 5) if isinstance(value, float | np.floating) else value
