"""The program `hilum`: where it is, and running it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hilum.errors import ProgramError

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Progress:
    """How far a training is.

    Attributes
    ----------
    stage : str
        What is being done, in words.
    done, total : int or None
        How much of it: batches of an epoch, or images.
    epoch, epochs : int or None
        The epoch that is under way, from 1, and how many there are at most.
    loss : float or None
        The mean loss of the last batch.
    """

    stage: str
    done: int | None = None
    total: int | None = None
    epoch: int | None = None
    epochs: int | None = None
    loss: float | None = None


def find() -> Path:
    """The program: ``$HILUM``, else the one in this package, the one that this checkout has built, or the one on PATH.

    Raises
    ------
    ProgramError
        There is none.
    """
    own = os.environ.get("HILUM")
    if own:
        return Path(own)
    for path in (_bundled(), _PACKAGE.parent.parent / ".build/release/hilum"):
        if path.is_file():
            return path
    on_path = shutil.which("hilum")
    if on_path is not None and _is_program(Path(on_path)):
        return Path(on_path)
    raise ProgramError("missing", "the program 'hilum' was not found: set HILUM to its path")


def main() -> None:
    """The command `hilum` of an installed package: becomes the program."""
    try:
        program = find()
        os.execve(program, [str(program), *sys.argv[1:]], environment(program))
    except (ProgramError, OSError) as error:
        sys.exit(f"hilum: {error}")


def environment(program: Path) -> dict[str, str]:
    """What the program finds in its environment.

    The program in this package has no LibTorch beside it: ``HILUM_LIBTORCH`` tells it where that of the installed
    package torch is, unless it is set.
    """
    variables = dict(os.environ)
    if program == _bundled() and "HILUM_LIBTORCH" not in variables:
        libraries = _torch_libraries()
        if libraries is not None:
            variables["HILUM_LIBTORCH"] = str(libraries)
    return variables


def run_json(arguments: Sequence[str], show: Callable[[str], None] | None = None) -> Any:
    """What a command of the program prints with ``--json``.

    Parameters
    ----------
    arguments
        The command and its options.
    show
        Is called with each line that the program writes for people.

    Raises
    ------
    ProgramError
        The program failed.
    """
    output = run([*arguments, "--json"], show)
    try:
        return json.loads(output)
    except ValueError as error:
        raise ProgramError("failed", f"the program's answer is no JSON: {error}") from error


def run(
    arguments: Sequence[str], show: Callable[[str], None] | None = None, tick: Callable[[], None] | None = None
) -> str:
    """Runs the program and returns what it prints; Ctrl-C ends it as at a terminal: cleanly, a second one at once.

    Parameters
    ----------
    arguments
        The command and its options.
    show
        Is called with each line that the program writes for people.
    tick
        Is called twice a second meanwhile.

    Raises
    ------
    ProgramError
        The program failed; its last line says why.
    """
    program = find()
    try:
        # In a session of its own, so that a terminal's Ctrl-C reaches it once: through us.
        process = subprocess.Popen(
            [str(program), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", errors="replace", env=environment(program), start_new_session=True)
    except OSError as error:
        raise ProgramError("missing", f"the program {program} does not start: {error.strerror}") from error
    output: list[str] = []
    lines: deque[str] = deque(maxlen=20)
    with process, _interrupting(process):
        readers = [
            threading.Thread(target=lambda: output.append(_all(process.stdout)), daemon=True),
            threading.Thread(target=_each_line, args=(process.stderr, lines, show), daemon=True),
        ]
        for reader in readers:
            reader.start()
        while process.poll() is None:
            try:
                process.wait(0.5)
            except subprocess.TimeoutExpired:
                if tick is not None:
                    tick()
        for reader in readers:
            reader.join()
    if process.returncode == 0:
        return "".join(output)
    raise _error(process.returncode, lines)


def arguments(options: Mapping[str, Any]) -> list[str]:
    """Options as a command line has them.

    ``drop_conflicts=True`` is ``--drop-conflicts``; None and False are left out; a list is the option once for each item; a
    mapping is ``key=value`` between commas, as ``--columns`` and ``--classes`` take it.
    """
    line: list[str] = []
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            line.append(flag)
        elif isinstance(value, Mapping):
            line += [flag, ",".join(f"{key}={_labels(entry)}" for key, entry in value.items())]
        elif isinstance(value, (list, tuple)):
            line += [part for entry in value for part in (flag, _text(entry))]
        else:
            line += [flag, _text(value)]
    return line


# Implementation


def _bundled() -> Path:
    return _PACKAGE / "bin" / "hilum"


def _is_program(path: Path) -> bool:
    """Whether this is not a script, such as the one that calls `main`."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _torch_libraries() -> Path | None:
    """The libraries of the installed package torch, found without importing it."""
    from importlib.util import find_spec

    spec = find_spec("torch")
    if spec is None or spec.origin is None:
        return None
    libraries = Path(spec.origin).parent / "lib"
    return libraries if (libraries / "libtorch_cpu.so").is_file() else None


def _text(value: Any) -> str:
    return os.fspath(value) if isinstance(value, os.PathLike) else str(value)


def _labels(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _all(stream: Any) -> str:
    return str(stream.read())


def _each_line(stream: Iterator[str], lines: deque[str], show: Callable[[str], None] | None) -> None:
    for line in stream:
        lines.append(line.rstrip("\n"))
        if show is not None:
            show(lines[-1])


@contextmanager
def _interrupting(process: subprocess.Popen[str]) -> Iterator[None]:
    """Hands the first Ctrl-C on and waits until the program has put its state away; another one ends it at once."""
    try:
        yield
    except KeyboardInterrupt:
        while process.poll() is None:
            try:
                process.send_signal(signal.SIGINT)
                process.wait()
            except KeyboardInterrupt:
                continue
        raise
    except BaseException:  # a function of the caller's that raises: nothing is to go on behind its back
        process.terminate()
        raise


def _error(status: int, lines: Sequence[str]) -> ProgramError:
    said = [line.removeprefix("hilum: ") for line in lines if line.startswith("hilum: ")]
    message = said[-1] if said else (lines[-1] if lines else f"it ended with status {status}")
    if status < 0:
        return ProgramError("killed", f"the program was ended by {signal.Signals(-status).name}")
    return ProgramError({2: "usage", 130: "interrupted"}.get(status, "failed"), message)
