#!/usr/bin/env python3
"""A page of the history among a million readings, as the server answers it. Standard library only.

    python3 Benchmarks/history.py --model BUNDLE [--readings 1000000] [--rounds 20]

The server makes the store's tables, the store is filled, and the server started again. Medians and the slowest of the rounds,
in milliseconds of whole requests on a kept connection, as a Markdown table. The store is removed at the end.
"""
import argparse
import http.client
import json
import pathlib
import random
import sqlite3
import statistics
import sys
import tempfile
import time

import record
import server

CLASSES = ["NORMAL", "PNEUMONIA"]


def fill(file, count):
    """Readings of three models over three years; of every tenth a person has said what it is."""
    chance, now = random.Random(1), time.time()

    def rows():
        for number in range(count):
            positive, judged = chance.random() < 0.3, chance.random() < 0.1
            said = CLASSES[positive ^ (chance.random() < 0.1)] if judged else None
            yield (f"a3f1c2d4e5b60718{number:08x}", now - 95e6 * (1 - number / count), f"model-{number % 3}", 1 + number % 4,
                   f"{chance.getrandbits(256):064x}", CLASSES[positive], chance.random(), positive, json.dumps(CLASSES),
                   CLASSES[1], 20.0, said, said and said == CLASSES[1], "binary")

    with sqlite3.connect(file) as database:
        database.executemany(
            "INSERT INTO reading (id, time, model, version, sha256, prediction, probability, positive, classes, positive_class, "
            "milliseconds, feedback, feedback_positive, task) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())
    database.close()


def requests(count):
    """What is asked for, by what it is called."""
    middle = count // 2
    return {
        "the newest 50": "/history", "50 in the middle": f"/history?before={middle}", "the oldest": "/history?before=51",
        "a class, the newest": "/history?query=pneumonia", "a class, in the middle": f"/history?query=pneumonia&before={middle}",
        "a model, in the middle": f"/history?query=model-1&before={middle}",
        "a request": f"/history?query=a3f1c2d4e5b60718{middle:08x}", "what is not there": "/history?query=nothing",
        "1,000 in the middle": f"/history?limit=1000&before={middle}", "the report": "/report",
        "the report of a model": "/report?model=model-1",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    server.add_options(parser, images=False)
    parser.add_argument("--readings", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "audit.db")
        command = server.command(options, options.precision) + ["--audit", file]
        with server.running(command, options.port):
            pass
        started = time.perf_counter()
        fill(file, options.readings)
        print(f"filled in {time.perf_counter() - started:.0f} s, {file.stat().st_size / 2**20:.0f} MB", file=sys.stderr)
        with server.running(command, options.port) as running:
            connection = http.client.HTTPConnection("127.0.0.1", options.port, timeout=60)
            print(f"{record.described(record.machine())}, commit {record.commit()}, {options.readings:,} readings\n")
            print("| page | median | slowest |\n|---|---|---|")
            for name, path in requests(options.readings).items():
                times = []
                for _ in range(options.rounds):
                    started = time.perf_counter()
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    answer.read()
                    times.append(1e3 * (time.perf_counter() - started))
                    assert answer.status == 200, f"{path} got {answer.status}"
                print(f"| {name} | {statistics.median(times):.1f} ms | {max(times):.1f} ms |")
            print(f"\n{running.resident:.0f} MB resident")


if __name__ == "__main__":
    main()
