"""Work in chunks."""

from __future__ import annotations

import threading
import time

import pytest

from hilum.chunks import in_order


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 9, 30])
def test_all_items_once_and_in_order(count: int) -> None:
    results = list(in_order(lambda chunk: [2 * item for item in chunk], iter(range(count)), 4))
    assert [item for chunk in results for item in chunk] == [2 * item for item in range(count)]
    assert all(len(chunk) <= 4 for chunk in results)


def test_two_chunks_are_under_way() -> None:
    meeting = threading.Barrier(2, timeout=5)

    def work(chunk: list[int]) -> list[int]:
        meeting.wait()
        return chunk

    assert [item for chunk in in_order(work, range(8), 2) for item in chunk] == list(range(8))


def test_no_more_is_begun_after_an_error() -> None:
    begun: list[int] = []

    def work(chunk: list[int]) -> list[int]:
        begun.extend(chunk)
        time.sleep(0.01)
        raise ValueError("bad")

    with pytest.raises(ValueError, match="bad"):
        list(in_order(work, range(1000), 1))
    assert len(begun) < 10
