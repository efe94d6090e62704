"""Progress that people or programs look at."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeAlias, Union

#: True shows a line on stderr; a function is called with how much is done and of how much, None if that isn't known.
CountProgress: TypeAlias = Union[bool, None, Callable[[int, Union[int, None]], None]]


def counter(progress: CountProgress, title: str) -> Callable[[int, int | None], None]:
    """What is to be called as work goes on."""
    if callable(progress):
        return progress
    return _Line(title) if progress else lambda done, total: None


class _Line:
    """A line on stderr that is written anew, at most ten times a second."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._started = time.monotonic()
        self._shown = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        is_last = done == total
        if not is_last and now - self._shown < 0.1:
            return
        self._shown = now
        rate = done / max(now - self._started, 1e-9)
        text = f"\r{self._title}: {done}{'' if total is None else f'/{total}'} pictures  {rate:.0f}/s "
        sys.stderr.write(text + ("\n" if is_last else ""))
        sys.stderr.flush()
