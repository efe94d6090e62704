"""What workers of Ray add: pictures per second of `hilum.scale.Reader` with one worker and with several.

    python Benchmarks/scale.py run/bundle FOLDER [--workers 2] [--rounds 3] [--pictures 1000] [--batch 16]

Each worker has one thread. Workers start first; time is taken from the first frame that one begins to the last that one
ends, so what it takes to start Ray and to load models, which a big reading does once, stands apart. One and several
workers take turns. Needs the packages hilum and ray[data].
"""

import argparse
import itertools
import os
import statistics
import time

import pyarrow
import ray

from hilum.scale import Reader, pictures


class Timed(Reader):
    """Says when each frame was begun and done."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        _ = self.model

    def __call__(self, frame):
        begun = time.time()
        rows = super().__call__(frame)
        for name, value in (("begun", begun), ("done", time.time())):
            rows = rows.append_column(name, pyarrow.array([value] * len(rows), pyarrow.float64()))
        return rows


def measure(bundle, paths, workers, batch):
    """Pictures per second, and the seconds of all of it."""
    started = time.time()
    blocks = [pyarrow.table({"path": paths[at : at + batch]}) for at in range(0, len(paths), batch)]
    rows = ray.data.from_arrow(blocks).map_batches(
        Timed, fn_constructor_kwargs={"bundle": bundle, "threads": 1}, batch_format="pyarrow", batch_size=batch,
        compute=ray.data.ActorPoolStrategy(size=workers), num_cpus=1,
    ).take_all()
    assert sorted(row["file"] for row in rows) == sorted(paths), "every picture once"
    seconds = max(row["done"] for row in rows) - min(row["begun"] for row in rows)
    return len(rows) / seconds, time.time() - started


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle")
    parser.add_argument("folder")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=16)
    arguments = parser.parse_args()
    found = pictures(os.path.abspath(arguments.folder))
    # A picture may come several times, each time by another name.
    names = (f"{'/.' * (number // len(found))}{found[number % len(found)]}" for number in itertools.count())
    paths = list(itertools.islice(names, arguments.pictures))
    ray.init(num_cpus=arguments.workers, include_dashboard=False, log_to_driver=False)
    rates = {1: [], arguments.workers: []}
    for _ in range(arguments.rounds):
        for workers in rates:
            rate, seconds = measure(arguments.bundle, paths, workers, arguments.batch)
            rates[workers].append(rate)
            print(f"{workers} workers: {rate:.1f} pictures/s; {seconds:.1f} s with all that starts first", flush=True)
    one, several = (statistics.median(rates[workers]) for workers in (1, arguments.workers))
    print(f"median: {one:.1f} and {several:.1f} pictures/s, ratio {several / one:.2f}")


if __name__ == "__main__":
    main()
