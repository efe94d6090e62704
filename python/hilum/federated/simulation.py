"""A federation on one machine: Flower's server and a node for each site, and all pictures in one place beside."""

from __future__ import annotations

import csv
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomli

import hilum
from hilum.federated import report
from hilum.federated.errors import FederationError
from hilum.federated.server import Settings
from hilum.federated.site import Site

APP = Path(__file__).resolve().parent / "app"
_STARTING = 60.0


def simulate(
    sites: Sequence[str | os.PathLike[str]], output: str | os.PathLike[str], *, pooled: bool = True,
    timeout: float = 24 * 3600.0, **settings: Any,
) -> Path:
    """Runs a federation of folders on this machine.

    Parameters
    ----------
    sites
        The folders, or tables, of at least two sites.
    output
        A new folder: ``federated.json``, ``.md`` and ``.html``, the weights, logs, and ``sites/NAME/model``, each
        site's calibrated model.
    pooled
        Whether a model is trained on all pictures together, too, which real sites could not.
    timeout
        Seconds after which it is given up.
    **settings
        Those of the app: ``recipe``, ``rounds``, ``epochs``, ``strategy``, ``proximal_mu``, ``secure``, ``set``.

    Returns
    -------
    Path
        The report, ``federated.html``.

    Raises
    ------
    FederationError
        It could not begin, or failed.
    """
    folder = Path(output).absolute()
    if folder.exists() and any(folder.iterdir()):
        raise FederationError("output", f"{folder.name} is there already and not empty")
    run_config = {
        **_defaults(), **{key.replace("_", "-"): value for key, value in settings.items()}, "sites": len(sites),
        "output": os.fspath(folder)}
    Settings.of({**run_config, "classes": "A,B"})  # what is wrong is said before anything begins
    (folder / "logs").mkdir(parents=True)
    places = {
        f"site-{number}": Site(os.fspath(Path(data).absolute()), os.fspath(folder / f"sites/site-{number}"))
        for number, data in enumerate(sites, 1)}
    classes = [hilum.data_check(site.data)["classes"] for site in places.values()]
    if any(others != classes[0] for others in classes):
        raise FederationError("classes", f"the sites have other classes: {classes}")
    run_config["classes"] = ",".join(classes[0])
    started = time.monotonic()
    with _flower(places, sites, folder):
        _run(folder, run_config, timeout)
    content = report.read(folder)
    content["seconds"] = round(time.monotonic() - started, 1)
    if pooled:
        _add_pooled(content, places, folder, run_config)
    report.write(content, folder)
    return folder / "federated.html"


# Implementation: processes


def _defaults() -> dict[str, Any]:
    """The app's settings where nothing is said."""
    content = tomli.loads((APP / "pyproject.toml").read_text())
    defaults: dict[str, Any] = content["tool"]["flwr"]["app"]["config"]
    return defaults


@contextmanager
def _flower(places: Mapping[str, Site], sites: Sequence[str | os.PathLike[str]], folder: Path) -> Iterator[None]:
    """A SuperLink and a SuperNode for each site, for as long as they are needed."""
    port, *ports = _free_ports(len(places) + 1)
    home = folder / "logs/flower"
    home.mkdir()
    (home / "config.toml").write_text(
        f'[superlink]\ndefault = "here"\n\n[superlink.here]\naddress = "127.0.0.1:{port}"\ninsecure = true\n')
    with _processes() as start:
        start(folder, "superlink", [
            "flower-superlink", "--insecure", "--host", "127.0.0.1", "--port", str(port),
            "--disable-runtime-dependency-installation"])
        _wait_for(port)
        for (name, _), data, own in zip(places.items(), sites, ports, strict=True):
            node = {
                "name": name, "data": os.fspath(Path(data).absolute()), "work": os.fspath(folder / "sites" / name)}
            start(folder, name, [
                "flower-supernode", "--insecure", "--superlink", f"127.0.0.1:{port}", "--host", "127.0.0.1",
                "--port", str(own), "--node-config", " ".join(f"{key}={json.dumps(value)}" for key, value in
                                                              node.items())])
        yield


@contextmanager
def _processes() -> Iterator[Any]:
    """Starts programs of this Python environment, and ends them, with all that they started, in the end."""
    running: list[subprocess.Popen[bytes]] = []

    def start(folder: Path, name: str, line: Sequence[str]) -> None:
        with (folder / f"logs/{name}.log").open("wb") as log:
            running.append(subprocess.Popen(
                [_script(line[0]), *line[1:]], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=_environment(folder), start_new_session=True))

    try:
        yield start
    finally:
        for process in reversed(running):
            _signal(process, signal.SIGTERM)
        for process in running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                pass
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """To the process and those of its group that are left."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def _run(folder: Path, run_config: Mapping[str, Any], timeout: float) -> None:
    """Runs the app and waits for its report."""
    config = folder / "logs/run.toml"
    config.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in run_config.items()))
    line = [_script("flwr"), "run", os.fspath(APP), "here", "--run-config", os.fspath(config), "--format", "json"]
    begun = _flwr(line, folder)
    number = begun.get("run-id")
    if number is None:
        raise FederationError("flower", f"Flower does not run the app: {begun.get('error-message', begun)}")
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        runs = _flwr([_script("flwr"), "list", "here", "--run-id", str(number), "--format", "json"], folder)
        status = str(runs.get("runs", [{}])[0].get("status", ""))
        if status.startswith("finished"):
            if (folder / "federated.json").exists():
                return
            raise FederationError("flower", f"the federation failed ({status}); see {folder / 'logs'}")
        time.sleep(1)
    raise FederationError("timeout", f"the federation has not come to its end in {timeout:.0f} s")


def _flwr(line: Sequence[str], folder: Path) -> dict[str, Any]:
    done = subprocess.run(line, capture_output=True, text=True, env=_environment(folder), stdin=subprocess.DEVNULL)
    text = done.stdout
    try:
        content: dict[str, Any] = json.loads(text[text.index("{"):])
        return content
    except ValueError:
        raise FederationError("flower", f"flwr says: {(done.stderr or text).strip()[-500:]}") from None


def _environment(folder: Path) -> dict[str, str]:
    """Flower keeps apps and settings of this run with it, tells nobody, and finds this package."""
    path = os.pathsep.join(filter(None, [os.fspath(Path(hilum.__file__).absolute().parent.parent),
                                         os.environ.get("PYTHONPATH")]))
    scripts = os.pathsep.join([os.fspath(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "FLWR_HOME": os.fspath(folder / "logs/flower"), "FLWR_TELEMETRY_ENABLED": "0",
            "PYTHONPATH": path, "PATH": scripts}


def _script(name: str) -> str:
    return os.fspath(Path(sys.executable).parent / name)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _wait_for(port: int) -> None:
    end = time.monotonic() + _STARTING
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise FederationError("flower", f"Flower's SuperLink has not started within {_STARTING:.0f} s")


# Implementation: all pictures in one place


def _add_pooled(
    content: dict[str, Any], places: Mapping[str, Site], folder: Path, settings: Mapping[str, Any]
) -> None:
    """Trains on the sites' training parts together and measures that at each site, calibrated there like the others."""
    changes = dict(change.split("=", 1) for change in shlex.split(settings["set"]))
    epochs = settings["epochs"] * settings["rounds"]
    run = hilum.train(
        settings["recipe"], _pool(places, folder / "pooled/data"), folder / "pooled/run",
        set={**changes, "train.epochs": epochs, "evaluate.bootstrap": 0}, progress=False, stress_pictures=0)
    for site in content["sites"]:
        place = places[site["name"]]
        site["pooled"] = place.measure(place.calibrated(run.bundle, folder / "pooled" / site["name"]))


def _pool(places: Mapping[str, Site], folder: Path) -> Path:
    """Links to the pictures of all sites, each in the part and of the patient that it has there."""
    folder.mkdir(parents=True)
    with (folder / "samples.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "label", "patient", "split"])
        for name, site in places.items():
            with (site.data / "samples.csv").open(newline="") as own:
                for row in csv.DictReader(own):
                    link = folder / name / row["path"]
                    link.parent.mkdir(parents=True, exist_ok=True)
                    link.symlink_to((site.data / row["path"]).resolve())
                    table.writerow([f"{name}/{row['path']}", row["label"], f"{name}/{row['patient']}", row["split"]])
    return folder
