"""Secure aggregation by Flower's SecAgg+: the server gets the sum of the sites' weights, and no site's own.

Flower 1.42 has the protocol as a workflow of its older API, whose weights have no names, and has none for its message
API. Here is all that is needed between the two; the site's work is the same with it and without.

Bell and others, "Secure Single-Server Aggregation with (Poly)Logarithmic Overhead", CCS 2020.
"""

from __future__ import annotations

import json
from typing import Any

import flwr.compat.common.recorddict_compat as compat
import numpy as np
from flwr.app import Array, ArrayRecord, ConfigRecord, Context, Message, RecordDict
from flwr.client.mod import secaggplus_mod
from flwr.clientapp.typing import ClientAppCallable
from flwr.common import (
    Code,
    FitRes,
    Parameters,
    Status,
    ndarrays_to_parameters,
    parameters_to_ndarrays,
)
from flwr.common.secure_aggregation.secaggplus_constants import RECORD_KEY_CONFIGS
from flwr.server import LegacyContext, ServerConfig
from flwr.server.strategy import FedAvg, FedProx
from flwr.server.workflow import DefaultWorkflow, SecAggPlusWorkflow
from flwr.server.workflow.constant import MAIN_PARAMS_RECORD
from flwr.serverapp import Grid

from hilum.federated.errors import FederationError
from hilum.federated.task import Task
from hilum.federated.weights import Weights

# Levels that a weight is rounded to at random: 2²⁶, so that 64 sites' sums stay below the protocol's 2³².
_LEVELS = 1 << 26


def securely(message: Message, context: Context, call_next: ClientAppCallable) -> Message:
    """Runs a site's part of the protocol where the server asks for it, and otherwise only hands the message on."""
    if RECORD_KEY_CONFIGS not in message.content.config_records:
        return call_next(message, context)

    def trained(message: Message, context: Context) -> Message:
        given = message.content
        message.content = _named(given)
        reply = call_next(message, context)
        message.content = given
        if not reply.has_error():
            reply.content = _unnamed(reply.content)
        return reply

    return secaggplus_mod(message, context, trained)


def run(
    grid: Grid, context: Context, task: Task, *, sites: int, mu: float, most: int
) -> tuple[Weights, dict[int, dict[str, float]]]:
    """Rounds of federated averaging in which only sums are seen.

    Parameters
    ----------
    sites
        Sites that take part in every round, at least 3.
    mu
        FedProx's μ, 0 for none.
    most
        Training pictures that a site has at most; the fewer, the finer weights are rounded.

    Returns
    -------
    weights, figures
        The last weights, and of each round the sites' figures in the mean.
    """
    names: list[str] = []
    history: dict[int, dict[str, float]] = {}

    def configuration(number: int) -> dict[str, Any]:
        return {**task.record(), "keys": json.dumps(names), "server-round": number}

    def noted(replies: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
        names[:] = json.loads(replies[0][1]["keys"])
        total = sum(n for n, _ in replies)
        common = set.intersection(*(set(metrics) for _, metrics in replies)) - {"keys"}
        history[len(history) + 1] = {
            key: sum(n * float(metrics[key]) for n, metrics in replies) / total for key in sorted(common)}
        return {}

    options: dict[str, Any] = {
        "fraction_evaluate": 0.0, "min_fit_clients": sites, "min_available_clients": sites,
        "initial_parameters": Parameters([], "numpy.ndarray"), "on_fit_config_fn": configuration,
        "fit_metrics_aggregation_fn": noted}
    strategy = FedProx(proximal_mu=mu, **options) if mu > 0 else FedAvg(**options)
    legacy = LegacyContext(context, ServerConfig(num_rounds=task.rounds), strategy)
    protocol = SecAggPlusWorkflow(
        num_shares=1.0, reconstruction_threshold=0.7, max_weight=float(most), clipping_range=task.limit,
        quantization_range=_LEVELS)
    DefaultWorkflow(fit_workflow=protocol)(grid, legacy)
    if len(history) < task.rounds:
        raise FederationError("rounds", f"{task.rounds - len(history)} of {task.rounds} rounds failed")
    arrays = compat.arrayrecord_to_parameters(legacy.state.array_records[MAIN_PARAMS_RECORD], keep_input=True)
    return _zipped(names, arrays), history


# Implementation


def _zipped(names: list[str], parameters: Parameters) -> Weights:
    tensors = parameters_to_ndarrays(parameters)
    return {name: np.asarray(tensor, np.float32) for name, tensor in zip(names, tensors, strict=True)}


def _named(content: RecordDict) -> RecordDict:
    """The older API's instruction as the message API has it."""
    instruction = compat.recorddict_to_fitins(content, keep_input=True)
    weights = _zipped(json.loads(str(instruction.config["keys"])), instruction.parameters)
    return RecordDict({
        "arrays": ArrayRecord({key: Array(tensor) for key, tensor in weights.items()}),
        "config": ConfigRecord({**instruction.config})})


def _unnamed(content: RecordDict) -> RecordDict:
    """A reply of the message API as the older one has it."""
    arrays = content.array_records["arrays"]
    metrics = {key: value for key, value in content.metric_records["metrics"].items() if not isinstance(value, list)}
    n = int(metrics.pop("num-examples"))
    return compat.fitres_to_recorddict(
        FitRes(
            Status(Code.OK, ""), ndarrays_to_parameters([array.numpy() for array in arrays.values()]), n,
            {"keys": json.dumps(list(arrays)), **metrics}),
        keep_input=True)
