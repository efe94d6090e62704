"""Flower's client app: what a site does when the server asks, and what leaves it.

A reply carries the weights that training changed, counts and figures; of a failure one word. No name of a file, path or
patient is in it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from flwr.app import Array, ArrayRecord, ConfigRecord, Context, Error, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp
from flwr.clientapp.typing import ClientAppCallable
from flwr.common.constant import ErrorCode

from hilum.federated.errors import SiteError
from hilum.federated.secure import securely
from hilum.federated.site import Site
from hilum.federated.task import Task
from hilum.federated.weights import Weights

_log = logging.getLogger("hilum.federated")


def reticently(message: Message, context: Context, call_next: ClientAppCallable) -> Message:
    """Lets nothing of a failure out but a word: Flower would send the exception's text, in which names may stand."""
    try:
        return call_next(message, context)
    except SiteError as error:
        _log.error("%s", error)
        reason = error.code
    except Exception:  # noqa: BLE001: whatever it is, its text stays here
        _log.exception("the site failed")
        reason = "internal"
    return Message(Error(ErrorCode.CLIENT_APP_RAISED_EXCEPTION, reason), reply_to=message)


app = ClientApp(mods=[reticently, securely])


@app.train()
def train(message: Message, context: Context) -> Message:
    """A round of training."""
    update = _site(context).train(_task(message), _weights(message))
    metrics = MetricRecord({"num-examples": update.n, **update.figures})
    return Message(RecordDict({"arrays": record(update.weights), "metrics": metrics}), reply_to=message)


@app.evaluate()
def evaluate(message: Message, context: Context) -> Message:
    """The end: the site's own model of the last weights, and what it reaches."""
    results = _site(context).finish(_task(message), _weights(message))
    content = RecordDict({name: MetricRecord(dict(figures)) for name, figures in results.items()})
    content["site"] = ConfigRecord({"name": str(context.node_config.get("name", "site"))})
    return Message(content, reply_to=message)


def record(weights: Mapping[str, object]) -> ArrayRecord:
    """Weights as a message carries them."""
    return ArrayRecord({key: Array(tensor) for key, tensor in weights.items()})


def _site(context: Context) -> Site:
    place = context.node_config
    missing = [key for key in ("data", "work") if not place.get(key)]
    if missing:
        raise SiteError("data", f"the SuperNode's --node-config lacks {' and '.join(missing)}")
    return Site(str(place["data"]), str(place["work"]), str(place.get("options", "")))


def _task(message: Message) -> Task:
    return Task.of(message.content.config_records["config"])


def _weights(message: Message) -> Weights:
    return {key: array.numpy() for key, array in message.content.array_records["arrays"].items()}
