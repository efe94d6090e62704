"""Flower's server app: rounds of averaging, then each site's own figures side by side."""

from __future__ import annotations

import logging
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from flwr.app import Array, ArrayRecord, ConfigRecord, Context, Message, MessageType, RecordDict
from flwr.serverapp import Grid, ServerApp
from flwr.serverapp.strategy import FedAvg, FedProx

from hilum.federated import report, secure, weights
from hilum.federated.errors import FederationError
from hilum.federated.task import Task
from hilum.federated.weights import Weights

_log = logging.getLogger("hilum.federated")
# Seconds that a round may take.
_PATIENCE = 7 * 24 * 3600.0


@dataclass(frozen=True)
class Settings:
    """What a run of the app is told (``[tool.flwr.app.config]``)."""

    task: Task
    sites: int
    mu: float
    secure: bool
    most: int
    output: Path

    @classmethod
    def of(cls, config: Any) -> Settings:
        """Reads a run's configuration.

        Raises
        ------
        FederationError
            It lacks something, or contradicts itself.
        """
        classes = [name.strip() for name in str(config["classes"]).split(",") if name.strip()]
        if not classes:
            raise FederationError("usage", "classes must name those that all sites have, in order: NORMAL,PNEUMONIA")
        if not str(config["output"]):
            raise FederationError("usage", "output must be a folder for the results")
        strategy, secure_aggregation = str(config["strategy"]), bool(config["secure"])
        if strategy not in ("fedavg", "fedprox"):
            raise FederationError("usage", f"strategy must be fedavg or fedprox, not {strategy}")
        sites = int(config["sites"])
        if sites < (3 if secure_aggregation else 2):
            raise FederationError("usage", "a federation needs two sites, with secure aggregation three")
        recipe = str(config["recipe"])
        if Path(recipe).suffix in (".yaml", ".yml"):
            recipe = Path(recipe).read_text()
        task = Task(
            recipe, classes, shlex.split(str(config["set"])), int(config["epochs"]), int(config["rounds"]),
            limit=float(config["limit"]) if secure_aggregation else 0.0)
        mu = float(config["proximal-mu"]) if strategy == "fedprox" else 0.0
        return cls(task, sites, mu, secure_aggregation, int(config["most"]), Path(str(config["output"])))


app = ServerApp()


@app.main()
def main(grid: Grid, context: Context) -> None:
    """Averages for some rounds, asks the sites what that is worth, and writes it down."""
    settings = Settings.of(context.run_config)
    if settings.secure:
        final, rounds = secure.run(
            grid, context, settings.task, sites=settings.sites, mu=settings.mu, most=settings.most)
    else:
        final, rounds = average(grid, settings)
    settings.output.mkdir(parents=True, exist_ok=True)
    weights.save(final, settings.output / "federated.safetensors")
    content = {
        "strategy": "fedprox" if settings.mu > 0 else "fedavg", "proximal_mu": settings.mu,
        "secure_aggregation": settings.secure, "epochs": settings.task.epochs,
        "weights": {"tensors": len(final), "values": sum(tensor.size for tensor in final.values())},
        "rounds": [{"round": number, **figures} for number, figures in sorted(rounds.items())],
        "sites": asked(grid, settings, final),
    }
    report.write(content, settings.output)


def average(grid: Grid, settings: Settings) -> tuple[Weights, dict[int, dict[str, float]]]:
    """Federated averaging by Flower's strategies: weights, and of each round the sites' figures in the mean.

    Raises
    ------
    FederationError
        No site could train in some round.
    """
    options: dict[str, Any] = {
        "fraction_evaluate": 0.0, "min_evaluate_nodes": 0, "min_train_nodes": settings.sites,
        "min_available_nodes": settings.sites}
    strategy = FedProx(proximal_mu=settings.mu, **options) if settings.mu > 0 else FedAvg(**options)
    rounds = settings.task.rounds
    result = strategy.start(
        grid=grid, initial_arrays=ArrayRecord(), num_rounds=rounds, timeout=_PATIENCE,
        train_config=ConfigRecord(settings.task.record()))
    history = {number: _numbers(metrics) for number, metrics in result.train_metrics_clientapp.items()}
    if len(history) < rounds or not result.arrays:
        raise FederationError("rounds", f"{rounds - len(history)} of {rounds} rounds failed at all sites")
    return {key: np.asarray(array.numpy(), np.float32) for key, array in result.arrays.items()}, history


def asked(grid: Grid, settings: Settings, final: Weights) -> list[dict[str, Any]]:
    """What each site reaches with the federation's weights, and alone, in the order of their names."""
    content = RecordDict({
        "arrays": ArrayRecord({key: Array(tensor) for key, tensor in final.items()}),
        "config": ConfigRecord(settings.task.record())})
    messages = [
        Message(content=content, message_type=MessageType.EVALUATE, dst_node_id=node) for node in grid.get_node_ids()]
    sites = []
    for reply in grid.send_and_receive(messages, timeout=_PATIENCE):
        if reply.has_error():
            _log.warning("a site could not measure the model: %s", reply.error.reason)
            continue
        site = {name: _numbers(figures) for name, figures in reply.content.metric_records.items()}
        sites.append({"name": str(reply.content.config_records["site"]["name"]), **site})
    return sorted(sites, key=lambda site: str(site["name"]))


def _numbers(record: Any) -> dict[str, float]:
    return {key: float(value) for key, value in record.items() if not isinstance(value, list)}
