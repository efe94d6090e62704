"""What leaves a site: weights, counts and figures; of a failure a word. No file, folder or patient is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from direct import SECRET, DirectGrid, server_context, settings
from flwr.app import Message, UserConfig
from flwr.common.serde import error_to_proto, recorddict_to_proto

from hilum.federated import secure
from hilum.federated.server import asked, average
from hilum.federated.site import FIGURES


def sent(reply: Message) -> bytes:
    """The reply as it goes over the wire."""
    content = error_to_proto(reply.error) if reply.has_error() else recorddict_to_proto(reply.content)
    return content.SerializeToString()


def texts(reply: Message) -> list[str]:
    """All that is text in the reply."""
    values = [value for record in reply.content.config_records.values() for value in record.values()]
    parts = [part for value in values for part in (value if isinstance(value, list) else [value])]
    return [part for part in parts if isinstance(part, str)]


def test_replies_have_weights_and_figures_alone(grid: DirectGrid) -> None:
    own = settings(rounds=2)
    final, _ = average(grid, own)
    trained = list(grid.replies)
    assert len(trained) == 6
    for reply in trained:
        assert set(reply.content) == {"arrays", "metrics"}
        assert set(reply.content.array_records["arrays"]) == {"head.bias", "head.weight"}
        assert set(reply.content.metric_records["metrics"]) == {"num-examples", *FIGURES}
    sites = asked(grid, own, final)
    assert [site["name"] for site in sites] == ["s11", "s12", "s13"]
    for reply in grid.replies[6:]:
        assert set(reply.content) == {"federated", "alone", "counts", "site"}
        assert dict(reply.content.config_records["site"]) in ({"name": "s11"}, {"name": "s12"}, {"name": "s13"})
    assert all(SECRET.encode() not in sent(reply) for reply in grid.replies)
    assert {text for reply in grid.replies for text in texts(reply)} == {"s11", "s12", "s13"}


def test_securely_too(grid: DirectGrid) -> None:
    own = settings(secure=True)
    secure.run(grid, server_context(), own.task, sites=3, mu=0, most=own.most)
    assert grid.replies and all(SECRET.encode() not in sent(reply) for reply in grid.replies)


@pytest.mark.parametrize("fault, word", [("gone", "data"), ("unreadable", "training"), ("classes", "classes")])
def test_failures_are_a_word(grid: DirectGrid, places: list[Path], fault: str, word: str) -> None:
    if fault == "gone":
        shutil.rmtree(places[0])
    elif fault == "unreadable":
        for picture in places[0].rglob("*.txt"):
            picture.write_text("no number")
    own = settings(classes="A,B" if fault == "classes" else "NORMAL,PNEUMONIA")
    try:
        average(grid, own)
    except Exception as error:  # all sites have other classes
        assert fault == "classes" and "failed at all sites" in str(error)
    failed = [reply for reply in grid.replies if reply.has_error()]
    assert {reply.error.reason for reply in failed} == {word}
    assert all(SECRET.encode() not in sent(reply) for reply in grid.replies)


def test_a_node_without_its_folders_says_so_in_a_word(grid: DirectGrid) -> None:
    for context in grid._nodes.values():
        context.node_config = UserConfig()
    with pytest.raises(Exception, match="failed at all sites"):
        average(grid, settings())
    assert {reply.error.reason for reply in grid.replies} == {"data"}
