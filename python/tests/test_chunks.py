"""Work in chunks."""

from __future__ import annotations

import threading

import pytest

from hilum.chunks import in_order


def test_all_chunks_once_and_in_order() -> None:
    results = list(in_order(lambda chunk, _: [2 * item for item in chunk], ([item] for item in range(30))))
    assert results == [[2 * item] for item in range(30)]
    assert not list(in_order(lambda chunk, _: chunk, []))


def test_two_chunks_are_under_way() -> None:
    meeting = threading.Barrier(2, timeout=5)

    def work(chunk: list[int], stop: threading.Event) -> list[int]:
        meeting.wait()
        return chunk

    assert list(in_order(work, [[item] for item in range(8)])) == [[item] for item in range(8)]


def test_an_error_stops_what_is_under_way() -> None:
    begun: list[int] = []

    def work(chunk: list[int], stop: threading.Event) -> list[int]:
        begun.extend(chunk)
        if chunk == [0]:
            raise ValueError("bad")
        assert stop.wait(5)
        return chunk

    with pytest.raises(ValueError, match="bad"):
        list(in_order(work, ([item] for item in range(1000))))
    assert len(begun) <= 4


def test_who_ends_early_stops_it_too() -> None:
    stopped = threading.Event()

    def work(chunk: list[int], stop: threading.Event) -> list[int]:
        if chunk != [0]:
            assert stop.wait(5)
            stopped.set()
        return chunk

    for _ in in_order(work, ([item] for item in range(1000))):
        break
    assert stopped.wait(5)
