"""What these tests share: sites of a stand-in program, and a grid that hands messages to their app and keeps all of them."""

from __future__ import annotations

import shlex
import stat
import sys
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("flwr")
pytest.importorskip("safetensors")

import hilum.federated  # noqa: E402, F401: before Flower, which is told there to report nothing
from flwr.app import Context, Message, RecordDict, UserConfig  # noqa: E402
from flwr.common.serde import message_from_proto, message_to_proto  # noqa: E402
from flwr.serverapp import Grid  # noqa: E402
from flwr.supercore.run import Run  # noqa: E402
from flwr.supercore.task_identity import TaskIdentity  # noqa: E402

from hilum.federated.client import app  # noqa: E402

#: Stands in the name of every picture, patient and folder of a site, and in nothing that may leave it.
SECRET = "hidden-name"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in program, which the package finds as it finds the real one."""
    script = tmp_path / "hilum"
    program = Path(__file__).parent / "stand_in.py"
    script.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(program))} \"$@\"\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("HILUM", str(script))
    return script


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """Pictures of three sites, of other numbers and strengths."""
    noise = np.random.default_rng(1)
    folders = []
    for site in range(3):
        folder = tmp_path / f"{SECRET}-site-{site}"
        for patient in range(16 + 6 * site):
            for index, name in enumerate(("NORMAL", "PNEUMONIA")):
                place = folder / name / f"{SECRET}{site}{index}{patient}_0.txt"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(f"{(2 * index - 1) * (0.5 + 0.3 * site) + noise.normal():.6f}")
        folders.append(folder)
    return folders


class DirectGrid(Grid):
    """Nodes in this process: a message is handed to the site's app, and its reply is kept."""

    def __init__(self, places: Iterable[Path], work: Path) -> None:
        self.replies: list[Message] = []
        self._be(1)
        self._nodes = {
            number: Context(
                run_id=1, node_id=number, state=RecordDict(), run_config=UserConfig(),
                node_config=UserConfig({"data": str(place), "work": str(work / f"{SECRET}-{number}"), "name": f"s{number}"}))
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


@pytest.fixture
def grid(stand_in: Path, places: list[Path], tmp_path: Path) -> Iterator[DirectGrid]:
    yield DirectGrid(places, tmp_path / "work")
