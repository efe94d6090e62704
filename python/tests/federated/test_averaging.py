"""Averages of weights: Flower's, in the open and securely, are those of numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from direct import DirectGrid, server_context, settings

from hilum.federated import secure
from hilum.federated.server import average
from hilum.federated.site import Site
from hilum.federated.task import Task
from hilum.federated.weights import Weights

def by_hand(places: list[Path], work: Path, task: Task) -> Weights:
    """Rounds of sites one after the other, and means in double precision."""
    sites = [Site(str(place), str(work / str(number))) for number, place in enumerate(places)]
    weights: Weights = {}
    for _ in range(task.rounds):
        updates = [site.train(task, weights) for site in sites]
        total = sum(update.n for update in updates)
        weights = {
            key: sum(update.n / total * update.weights[key].astype(float) for update in updates).astype(np.float32)
            for key in updates[0].weights}
    return weights


def distance(first: Weights, second: Weights) -> float:
    assert list(first) == list(second)
    return max(float(np.abs(first[key] - second[key]).max()) for key in first)


@pytest.mark.parametrize("strategy", ["fedavg", "fedprox"])
def test_as_numpy(grid: DirectGrid, places: list[Path], tmp_path: Path, strategy: str) -> None:
    own = settings(rounds=3, strategy=strategy)
    final, history = average(grid, own)
    task = Task.of({**own.task.record(), "proximal-mu": own.mu})
    assert distance(final, by_hand(places, tmp_path / "hand", task)) < 1e-6
    assert list(final) == ["head.bias", "head.weight"]  # what changed, without the counter of batches
    assert list(history) == [1, 2, 3] and 0.5 < history[3]["auroc"] <= 1


def test_the_proximal_term_holds_back(grid: DirectGrid, places: list[Path], tmp_path: Path) -> None:
    free = settings(epochs=5).task
    held = Task.of({**free.record(), "proximal-mu": 1.0})
    a, b = by_hand(places, tmp_path / "a", free), by_hand(places, tmp_path / "b", held)
    assert np.abs(b["head.weight"][1] + 0.1) < np.abs(a["head.weight"][1] + 0.1)


@pytest.mark.parametrize("mu", [0.0, 0.5])
def test_securely_as_openly(grid: DirectGrid, places: list[Path], tmp_path: Path, mu: float) -> None:
    own = settings(rounds=2, secure=True, strategy="fedprox" if mu else "fedavg")
    final, history = secure.run(grid, server_context(), own.task, sites=3, mu=own.mu, most=own.most)
    task = Task.of({**own.task.record(), "proximal-mu": mu})
    assert distance(final, by_hand(places, tmp_path / "hand", task)) < 1e-5
    assert list(history) == [1, 2]
    # No reply to the server has a site's own weights in it.
    assert all(not record for reply in grid.replies for record in reply.content.array_records.values())


def test_a_site_that_drops_out_is_not_missed(grid: DirectGrid, places: list[Path], tmp_path: Path) -> None:
    for picture in places[0].rglob("*.txt"):
        picture.write_text("no number")  # so that it fails in training, when keys have been shared
    own = settings(secure=True)
    final, _ = secure.run(grid, server_context(), own.task, sites=3, mu=0, most=own.most)
    assert distance(final, by_hand(places[1:], tmp_path / "hand", own.task)) < 1e-5


def test_weights_beyond_the_limit_are_not_cut_in_silence(grid: DirectGrid) -> None:
    own = settings(secure=True, limit=0.05)
    with pytest.raises(Exception, match="rounds failed"):
        secure.run(grid, server_context(), own.task, sites=3, mu=0, most=own.most)
    assert {reply.error.reason for reply in grid.replies if reply.has_error()} == {"clipping"}


@pytest.mark.parametrize("changes, said", [
    ({"classes": ""}, "classes must name"), ({"output": ""}, "output must be"), ({"strategy": "sgd"}, "must be fedavg"),
    ({"sites": 1}, "two sites"), ({"sites": 2, "secure": True}, "three")])
def test_settings_that_contradict_themselves(changes: dict[str, object], said: str) -> None:
    with pytest.raises(Exception, match=said):
        settings(**changes)
