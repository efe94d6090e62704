"""A site: its pictures, and all that it does with them. Nothing in here knows of a network."""

from __future__ import annotations

import json
import logging
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import hilum
from hilum import program
from hilum.errors import HilumError
from hilum.federated import weights
from hilum.federated.errors import SiteError
from hilum.federated.task import Task
from hilum.federated.weights import Weights

_log = logging.getLogger("hilum.federated")

#: Figures that are compared, as ``hilum evaluate --json`` names them; of several classes the macro AUROC is the AUROC.
FIGURES = ("auroc", "balanced_accuracy", "sensitivity", "specificity", "ece")


@dataclass(frozen=True)
class Update:
    """What a round of training gives.

    Attributes
    ----------
    weights : dict
        The weights that it changed.
    n : int
        Training pictures, by which updates are weighted.
    figures : dict
        On the site's validation part, after the training and before averaging.
    """

    weights: Weights
    n: int
    figures: dict[str, float]


class Site:
    """A site of a federation.

    Parameters
    ----------
    data
        The site's pictures, in any layout that is known.
    work
        A folder of its own, for parts, runs and models; it stays at the site.
    options
        Options of the program that say how the data are read, such as ``--columns image=scan,label=outcome``.
    """

    def __init__(self, data: str, work: str, options: str = "") -> None:
        self._source = Path(data)
        self._work = Path(work)
        self._options = shlex.split(options)

    @property
    def model(self) -> Path:
        """The federation's model with the site's own calibration, once it is done."""
        return self._work / "model"

    @property
    def data(self) -> Path:
        """The site's pictures in parts, by patient, as links; made when first asked for.

        Raises
        ------
        SiteError
            The data can't be read or divided.
        """
        folder = self._work / "data"
        if not folder.exists():
            try:
                shares = ["--val", "0.2", "--test", "0.2"]
                self._fresh("dividing")
                program.run(
                    ["data", "split", str(self._source), "--output", str(self._work / "dividing"), *shares,
                     *self._options], _log.info)
                (self._work / "dividing").rename(folder)
            except HilumError as error:
                raise SiteError("data", error.message) from error
        return folder

    def train(self, task: Task, start: Weights) -> Update:
        """A round: trains on the site's training part.

        Parameters
        ----------
        start
            The federation's weights; empty in its first round, which begins with those of the catalogue and a head that
            the seed determines, alike at all sites.

        Raises
        ------
        SiteError
            The classes are not the federation's, weights do not fit, or the training failed.
        """
        begin = weights.bundle_with(start, self._template(task), self._fresh("start")) if start else None
        changes = {"train.epochs": task.epochs, "train.early_stopping": "none", "evaluate.bootstrap": 0}
        if task.proximal > 0:
            changes["train.proximal"] = task.proximal
        run = self._run(task, "round", changes, begin)
        self._keep_template(run.folder)
        update = weights.changed(run.folder)
        if task.limit > 0:
            greatest = max(float(np.abs(tensor).max()) for tensor in update.values())
            if greatest > task.limit:
                raise SiteError("clipping", f"a weight of {greatest:.3g} is beyond what can be aggregated securely")
        n = sum(_metadata(run.bundle)["data"]["images"]["train"].values())
        return Update(update, n, figures(run.metrics["validation"]))

    def finish(self, task: Task, final: Weights) -> dict[str, dict[str, float]]:
        """Makes the site's own model of the federation's weights, and measures it, and what the site learns alone.

        Returns
        -------
        dict
            ``federated`` and ``alone``: figures on the site's test part; ``counts``: pictures of each part.
        """
        bundle = weights.bundle_with(final, self._template(task), self._fresh("federated"))
        epochs = {"train.epochs": task.epochs * task.rounds, "evaluate.bootstrap": 0}
        alone = self._run(task, "alone", epochs, None)
        images = _metadata(alone.bundle)["data"]["images"]
        return {
            "federated": self.measure(self.calibrated(bundle, self._fresh("model"))),
            "alone": self.measure(alone.bundle),
            "counts": {part: float(sum(images.get(part, {}).values())) for part in ("train", "val", "test")},
        }

    def calibrated(self, bundle: Path, output: Path) -> Path:
        """A model with temperature and threshold of the site's validation part; as it is where that is too small."""
        line = program.arguments({"model": bundle, "data": self.data / "val", "output": output})
        try:
            program.run(["calibrate", *line], _log.info)
        except HilumError as error:
            _log.warning("not calibrated: %s", error.message)
            shutil.copytree(bundle, output)
        return output

    def measure(self, model: Path) -> dict[str, float]:
        """Figures of a model on the site's test part."""
        data = self.data
        try:
            return figures(hilum.evaluate(model, data))
        except HilumError as error:
            raise SiteError("training", error.message) from error

    # Implementation

    def _run(self, task: Task, name: str, changes: dict[str, Any], start: Path | None) -> hilum.Run:
        own = dict(change.split("=", 1) for change in task.changes)
        data = self.data
        try:
            run = hilum.train(
                self._recipe(task), data, self._fresh(name), weights=start, set={**own, **changes},
                progress=False, stress_pictures=0)
        except HilumError as error:
            raise SiteError("training", error.message) from error
        classes = _metadata(run.bundle)["classes"]
        if classes != task.classes:
            raise SiteError("classes", f"the site has the classes {classes}, the federation {task.classes}")
        return run

    def _recipe(self, task: Task) -> str | Path:
        if "\n" not in task.recipe:
            return task.recipe
        self._work.mkdir(parents=True, exist_ok=True)
        file = self._work / "recipe.yaml"
        file.write_text(task.recipe)
        return file

    def _template(self, task: Task) -> Path:
        """A bundle of the network, into which weights are put; a site that comes late has to train for one."""
        folder = self._work / "template"
        if not folder.exists():
            self._keep_template(self._run(task, "first", {"train.epochs": 1, "evaluate.bootstrap": 0}, None).folder)
        return folder

    def _keep_template(self, run: Path) -> None:
        folder = self._work / "template"
        if not folder.exists():
            shutil.copytree(run / "bundle", self._fresh("copying"))
            (self._work / "copying").rename(folder)

    def _fresh(self, name: str) -> Path:
        """A folder of the work that is not there."""
        folder = self._work / name
        if folder.exists():
            shutil.rmtree(folder)
        self._work.mkdir(parents=True, exist_ok=True)
        return folder


def figures(report: Any) -> dict[str, float]:
    """The figures that are compared, of a report of the program."""
    found = {name: report.get(name, report.get(f"macro_{name}")) for name in FIGURES}
    return {name: float(value) for name, value in found.items() if value is not None}


def _metadata(bundle: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((bundle / "model.json").read_text())
    return content
