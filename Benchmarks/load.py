#!/usr/bin/env python3
"""A closed loop: each connection sends a picture, waits for the answer, sends the next. Standard library only.

    python3 Benchmarks/load.py PORT CONNECTIONS SECONDS IMAGES [PATH]

Prints readings a second, p50 and p99 in milliseconds, and answers other than 200, as JSON. A process of its own, so that what
measures and what is measured share no interpreter.
"""
import argparse
import asyncio
import json
import pathlib
import time

import server


async def closed_loop(port, requests, connections, seconds):
    """Answers a second of so many connections, their latencies in seconds, and how many were none or not 200."""
    latencies, failures, stop = [], 0, time.perf_counter() + seconds

    async def client(number):
        nonlocal failures
        connection, index = server.Connection(port), number * 7
        while time.perf_counter() < stop:
            started = time.perf_counter()
            try:
                status = await connection.send(requests[index % len(requests)])
            except (OSError, EOFError):
                status = None
            failures += status != 200
            latencies.append(time.perf_counter() - started)
            index += 1
        connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(connections)))
    return len(latencies) / (time.perf_counter() - started), latencies, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("connections", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("images", type=pathlib.Path)
    parser.add_argument("path", nargs="?", default="/predict")
    options = parser.parse_args()
    requests = [server.request(body, options.path) for body in server.bodies(options.images)]
    rate, latencies, failures = asyncio.run(closed_loop(options.port, requests, options.connections, options.seconds))
    print(json.dumps({
        "rate": rate, "p50": 1e3 * server.share(latencies, .5), "p99": 1e3 * server.share(latencies, .99),
        "errors": failures}))


if __name__ == "__main__":
    main()
