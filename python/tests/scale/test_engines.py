"""The examples, each run as a user does; and what becomes of the readings when a worker of Ray is killed."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hilum.scale import Reader, pictures

pytest.importorskip("pandas")
pytest.importorskip("pyarrow")


def check(rows: Any, xrays: Path) -> None:
    """Each picture has one row, and the one that can't be read says so."""
    assert sorted(rows["file"]) == pictures(xrays)
    failed = rows[rows["error_code"].notna()]
    assert failed["file"].tolist() == [str(xrays / "letter.jpeg")]
    assert failed["error_code"].tolist() == ["unsupported_media_type"]
    assert rows["prediction"].notna().sum() == len(rows) - 1


def test_ray(example: Callable[..., Any], xrays: Path) -> None:
    pytest.importorskip("ray")
    check(example("ray_predict.py", "--workers", "2", "--batch", "4"), xrays)


def test_spark(example: Callable[..., Any], xrays: Path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    check(example("spark_predict.py", "--partitions", "3"), xrays)


def test_dask(example: Callable[..., Any], xrays: Path) -> None:
    pytest.importorskip("dask.dataframe")
    pytest.importorskip("distributed")
    check(example("dask_predict.py", "--workers", "2", "--partitions", "3"), xrays)


@pytest.fixture
def ray() -> Iterator[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield ray
    ray.shutdown()


def test_a_worker_of_ray_is_killed(ray: Any, bundle: str, xrays: Path, tmp_path: Path) -> None:
    """kill -9 in the middle of its work: every picture has one row all the same."""

    class Watched(Reader):
        """Says which process reads, and takes its time."""

        def __call__(self, frame: Any) -> Any:
            with open(tmp_path / str(os.getpid()), "a") as file:
                file.write("x")
            time.sleep(0.5)
            return super().__call__(frame)

    killed: list[int] = []

    def kill() -> None:
        """Ends the first process that has begun its second frame."""
        deadline = time.monotonic() + 300
        while not killed and time.monotonic() < deadline:
            busy = [int(file.name) for file in tmp_path.iterdir() if file.stat().st_size > 1]
            if busy:
                os.kill(busy[0], signal.SIGKILL)
                killed.append(busy[0])
            time.sleep(0.01)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    paths = pictures(xrays) * 3
    rows = ray.data.from_items([{"path": path} for path in paths], override_num_blocks=12).map_batches(
        Watched, fn_constructor_kwargs={"bundle": bundle, "threads": 1}, batch_format="pyarrow", batch_size=4,
        compute=ray.data.ActorPoolStrategy(size=2), num_cpus=1,
    ).take_all()
    killer.join(timeout=1)
    assert killed and len(list(tmp_path.iterdir())) >= 3, "another process took the killed one's place"
    assert Counter(row["file"] for row in rows) == Counter(paths)
