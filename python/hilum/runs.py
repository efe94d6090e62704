"""Learning and measuring: the program does it, and its results come back as objects."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from hilum import program
from hilum.errors import HilumError
from hilum.program import Progress

if TYPE_CHECKING:
    import pandas as pd

    from hilum.model import Model

#: A bundle, the folder of a run, a `Model` or a `Run`.
ModelPath: TypeAlias = Union[str, "os.PathLike[str]"]

#: True shows what the program says, on stderr; a function is called with a `Progress` when there is more of it.
RunProgress: TypeAlias = Union[bool, None, Callable[[Progress], None]]


class Run:
    """The folder of a training.

    Parameters
    ----------
    folder
        Where it is.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        #: The run's folder.
        self.folder = Path(folder).absolute()

    @property
    def bundle(self) -> Path:
        """The folder of the model that was learnt."""
        return self.folder / "bundle"

    @property
    def report(self) -> Path:
        """The page that shows the run."""
        return self.folder / "report.html"

    @property
    def metrics(self) -> dict[str, Any]:
        """``validation``, ``test`` and what else was measured: ``metrics.json``."""
        metrics: dict[str, Any] = _json(self.folder / "metrics.json")
        return metrics

    @property
    def history(self) -> pd.DataFrame:
        """What each epoch yielded: ``history.csv``."""
        import pandas as pd

        return pd.read_csv(self.folder / "history.csv")

    @property
    def progress(self) -> Progress | None:
        """How far it is; None where it does not go on."""
        try:
            return _progress(self.folder)
        except (OSError, ValueError):
            return None

    def model(self, **options: Any) -> Model:
        """Loads the model; the options are those of `hilum.load`."""
        from hilum.model import load

        return load(self.bundle, **options)

    def __fspath__(self) -> str:
        return str(self.folder)

    def __repr__(self) -> str:
        return f"<Run {self.folder}{'' if self.bundle.is_dir() else ': no model yet'}>"

    def _repr_html_(self) -> str:
        from hilum.notebook import run_html

        return run_html(self)


class _Figures(Mapping[str, Any]):
    """Figures as the program gives them."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content

    def __getitem__(self, name: str) -> Any:
        return self._content[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def to_dict(self) -> dict[str, Any]:
        """What the program prints with ``--json``."""
        return dict(self._content)


class Evaluation(_Figures):
    """A model measured on labelled pictures: what ``hilum evaluate --json`` prints, as a mapping.

    Its keys are the measures: ``evaluation["auroc"]``, ``evaluation["confidence_intervals"]["auroc"]``.
    """

    def frame(self) -> pd.DataFrame:
        """A row per measure: ``value``, ``low`` and ``high`` of its 95 % confidence interval."""
        import pandas as pd

        intervals = self.get("confidence_intervals") or {}
        rows = {
            name: (self[name], *(intervals[name] or (None, None)))
            for name in sorted(intervals) if isinstance(self.get(name), (int, float))
        }
        return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "low", "high"], dtype=float)

    def __repr__(self) -> str:
        name = "auroc" if self.get("auroc") is not None else "macro_auroc"
        return f"<Evaluation: {self['n']} pictures, {name} {_short(self.get(name))}>"

    def _repr_html_(self) -> str:
        from hilum.notebook import evaluation_html

        return evaluation_html(self)


class Stress(_Figures):
    """A model measured on pictures that are changed as other films differ: ``hilum stress --json``, as a mapping."""

    def frame(self) -> pd.DataFrame:
        """A row per kind of change and severity."""
        import pandas as pd

        rows = [{name: value for name, value in cell.items() if not isinstance(value, dict)} for cell in self["cells"]]
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        parts = ("clean", "mean", "worst")
        figures = ", ".join(f"{part} {_short(self[part].get('balanced_accuracy'))}" for part in parts)
        return f"<Stress {self['battery']}: balanced accuracy {figures}>"


def train(
    recipe: str | os.PathLike[str],
    data: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    weights: str | os.PathLike[str] | None = None,
    set: Mapping[str, Any] | None = None,
    device: str = "auto",
    resume: bool = False,
    name: str | None = None,
    track: str | None = None,
    progress: RunProgress = True,
    **options: Any,
) -> Run:
    """Learns a classifier from labelled X-rays: ``hilum train``.

    Parameters
    ----------
    recipe
        A recipe's name, such as ``"mobilenetv2-frozen"``, or a YAML file.
    data
        A folder in any layout that is known, or a table.
    output
        The folder of the run; without `resume` it must not exist or be empty.
    weights
        One's own model (a bundle or the folder of a run), with its head where that fits; a file with the backbone's
        weights; or ``"none"``; otherwise those that the recipe names.
    set
        Changes of the recipe: ``{"train.epochs": 5}``.
    device
        ``"auto"``, ``"cpu"`` or ``"cuda"``.
    resume
        Go on with a run that was stopped, to the same weights as without the stop.
    name
        The model's name.
    track
        Where to log the run: ``"mlflow:URI"``.
    progress
        True shows what the program says; a function is called with a `Progress`.
    **options
        Further options of the command: ``columns={"image": "path", "label": "y"}``, ``drop_conflicts=True``.

    Returns
    -------
    Run

    Raises
    ------
    ProgramError
        It failed, and why.
    KeyboardInterrupt
        Ctrl-C; the run can be resumed.
    """
    run = Run(output)
    changes = [f"{key}={_yaml(value)}" for key, value in (set or {}).items()]
    line = program.arguments({
        "recipe": recipe, "data": data, "output": run.folder, "weights": weights, "set": changes, "device": device,
        "resume": resume, "name": name, "track": track, **options})
    follow = _follower(run.folder, progress) if callable(progress) else None
    program.run(["train", *line], _show(progress), follow)
    return run


def evaluate(
    model: ModelPath, data: str | os.PathLike[str], *, progress: bool = False, **options: Any
) -> Evaluation:
    """Measures a model on labelled X-rays, with confidence intervals: ``hilum evaluate``.

    Parameters
    ----------
    model
        A bundle, the folder of a run, a `Model` or a `Run`.
    data
        A folder in any layout that is known, or a table; of data with parts, test is measured.
    progress
        Show what the program says.
    **options
        Further options of the command: ``precision="int8"``, ``by="sex"``, ``evidence=True``.

    Raises
    ------
    ProgramError
        It failed, and why.
    """
    line = program.arguments({"model": model, "data": data, **options})
    return Evaluation(program.run_json(["evaluate", *line], _show(progress)))


def stress(
    model: ModelPath, data: str | os.PathLike[str], *, severity: int | str = "all", progress: bool = False,
    **options: Any,
) -> Stress:
    """Measures a model on pictures that are changed as other films differ: ``hilum stress``.

    Parameters
    ----------
    model
        A bundle, the folder of a run, a `Model` or a `Run`.
    data
        A folder in any layout that is known, or a table; of data with parts, test is measured.
    severity
        From 1 to 5, or ``"all"``.
    progress
        Show what the program says.
    **options
        Further options of the command: ``battery="light"``, ``output=FOLDER``.

    Raises
    ------
    ProgramError
        It failed, and why.
    """
    line = program.arguments({"model": model, "data": data, "severity": severity, **options})
    return Stress(program.run_json(["stress", *line], _show(progress)))


def data_check(data: str | os.PathLike[str], *, progress: bool = False, **options: Any) -> dict[str, Any]:
    """What is understood of a folder or table: layout, classes, counts, duplicates: ``hilum data check --json``.

    Raises
    ------
    ProgramError
        It failed, and why.
    """
    line = program.arguments(options)
    report: dict[str, Any] = program.run_json(["data", "check", os.fspath(data), *line], _show(progress))
    return report


# Implementation


def _show(progress: RunProgress) -> Callable[[str], None] | None:
    """Shows the program's lines, by `sys.stderr`, which is what a notebook looks at."""
    if progress is not True:
        return None

    def show(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    return show


def _follower(folder: Path, call: Callable[[Progress], None]) -> Callable[[], None]:
    """Calls a function whenever the run's progress is another than before."""
    last: Progress | None = None

    def follow() -> None:
        nonlocal last
        try:
            progress = _progress(folder)
        except (OSError, ValueError):  # not yet, or no longer
            return
        if progress != last:
            last = progress
            call(progress)

    return follow


def _progress(folder: Path) -> Progress:
    content = json.loads((folder / "progress.json").read_text())
    return Progress(**{name: content.get(name) for name in Progress.__dataclass_fields__})


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text())
    except OSError as error:
        raise HilumError("unreadable_file", f"{file} can't be read: {error.strerror}; is the run finished?") from error
    except ValueError as error:
        raise HilumError("malformed_file", f"{file} is no JSON: {error}") from error


def _yaml(value: Any) -> str:
    """A value as `--set` takes it."""
    return value if isinstance(value, str) else json.dumps(value)


def _short(value: Any) -> str:
    return "–" if value is None else f"{value:.4f}"
