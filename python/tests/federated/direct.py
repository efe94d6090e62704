"""A federation without a network: a grid that hands messages to the sites' app itself and keeps every reply."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import hilum.federated  # noqa: F401: before Flower, which is told there to report nothing
from flwr.app import Context, Message, RecordDict, UserConfig
from flwr.common.serde import message_from_proto, message_to_proto
from flwr.serverapp import Grid
from flwr.supercore.run import Run
from flwr.supercore.task_identity import TaskIdentity

from hilum.federated.client import app
from hilum.federated.server import Settings

#: Stands in the name of every picture, patient and folder of a site, and in nothing that may leave it.
SECRET = "hidden-name"

_CONFIG = {
    "recipe": "any", "set": "", "classes": "NORMAL, PNEUMONIA", "sites": 3, "rounds": 1, "epochs": 2,
    "strategy": "fedavg", "proximal-mu": 0.5, "secure": False, "limit": 8.0, "most": 1000, "output": "out"}


def settings(**changes: object) -> Settings:
    """Settings of a run of the app."""
    return Settings.of({**_CONFIG, **{key.replace("_", "-"): value for key, value in changes.items()}})


def server_context() -> Context:
    """The server's, in a run of the app."""
    return Context(run_id=1, node_id=0, node_config=UserConfig(), state=RecordDict(), run_config=UserConfig())


class DirectGrid(Grid):
    """Nodes in this process: a message is handed to the site's app, and its reply is kept."""

    def __init__(self, places: Iterable[Path], work: Path) -> None:
        self.replies: list[Message] = []
        self._be(1)
        self._nodes = {
            number: Context(
                run_id=1, node_id=number, state=RecordDict(), run_config=UserConfig(),
                node_config=UserConfig({
                    "data": str(place), "work": str(work / f"{SECRET}-{number}"), "name": f"s{number}"}))
            for number, place in enumerate(places, 11)}

    def get_node_ids(self) -> Iterable[int]:
        return list(self._nodes)

    def send_and_receive(self, messages: Iterable[Message], *, timeout: float | None = None) -> Iterable[Message]:
        replies = [self._delivered(message) for message in messages]
        self.replies += replies
        return replies

    def _delivered(self, message: Message) -> Message:
        message.metadata.__dict__["_message_id"] = str(uuid.uuid4())
        node = message.metadata.dst_node_id
        self._be(node)
        try:
            return self._sent(app(self._sent(message), self._nodes[node]))
        finally:
            self._be(1)

    @staticmethod
    def _sent(message: Message) -> Message:
        """The message as it arrives."""
        return message_from_proto(message_to_proto(message))

    @staticmethod
    def _be(node: int) -> None:
        """Who this process is to Flower, which has one for each: the server is 1."""
        TaskIdentity.run_id, TaskIdentity.task_id, TaskIdentity.node_id = 1, node, node

    def set_run(self, run: Any) -> None: ...

    @property
    def run(self) -> Run:
        return Run.create_empty(1)

    def create_message(self, *arguments: Any, **options: Any) -> Message:
        raise NotImplementedError

    def get_nodes(self) -> Any:
        raise NotImplementedError

    def push_messages(self, messages: Iterable[Message]) -> Iterable[str]:
        raise NotImplementedError

    def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
        raise NotImplementedError
