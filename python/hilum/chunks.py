"""Work on many items in chunks, so that no core waits for the next and Ctrl-C comes through."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[list[Item], Event], list[Result]], chunks: Iterable[list[Item]]
) -> Iterator[list[Result]]:
    """The results of each chunk, in order.

    Two chunks are under way at any time: the second keeps the cores busy that the first leaves at its end, and meanwhile
    the next one is put together. Whoever ends early, by an error or Ctrl-C, sets the event that the work is given.
    """
    stop = Event()
    with ThreadPoolExecutor(2, thread_name_prefix="hilum") as pool:
        under_way: deque[Future[list[Result]]] = deque()
        try:
            for chunk in chunks:
                under_way.append(pool.submit(work, chunk, stop))
                if len(under_way) > 2:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            stop.set()
            for future in under_way:
                future.cancel()
