"""Work on many items in chunks, so that Ctrl-C and progress come through and no core waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[list[Item]], list[Result]], items: Iterable[Item], size: int
) -> Iterator[list[Result]]:
    """The results of each chunk of `size` items, in order.

    Two chunks are under way at any time: the second keeps the cores busy that the first leaves at its end. Few items are
    done in the caller's own thread. After an error or Ctrl-C, what is under way is finished and forgotten.
    """
    rest = iter(items)
    first = list(islice(rest, size))
    second = list(islice(rest, 1))
    if not second:
        if first:
            yield work(first)
        return
    chunks = _chunks(chain(second, rest), size)
    with ThreadPoolExecutor(2, thread_name_prefix="hilum") as pool:
        under_way: deque[Future[list[Result]]] = deque([pool.submit(work, first)])
        try:
            for chunk in chunks:
                under_way.append(pool.submit(work, chunk))
                if len(under_way) > 2:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


def _chunks(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while chunk := list(islice(items, size)):
        yield chunk
