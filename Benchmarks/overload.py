#!/usr/bin/env python3
"""Four times what the server can do: does it still do what it can? Standard library only.

    python3 Benchmarks/overload.py --model BUNDLE --images DIR [--factor 4] [--seconds 20]

A closed loop finds the capacity. Then requests come at `--factor` times that rate, whatever the server answers, each on a
free connection. Readings that are answered (goodput) must stay at 90 % of the capacity or more, refusals must be 503, and
no request may go unanswered. On a machine with few cores the load itself takes what the server needs, so the server gets
`--server-cores` of the cores and the load the others.
"""
import argparse
import asyncio
import collections
import os
import sys
import time

import load
import server


async def closed_loop(options, requests, seconds):
    """Answered readings a second with a fixed number of connections, and their latencies; all must be read."""
    rate, latencies, failures = await load.closed_loop(options.port, requests, options.connections, seconds)
    assert failures == 0, f"{failures} requests of the closed loop were not read"
    return rate, latencies


async def open_loop(options, requests, rate, seconds):
    """Sends at a rate: for each request its status ('error' without an answer) and latency, and the time all took."""
    free, answers, tasks = [], [], set()
    started = time.perf_counter()

    async def one(number, due):
        connection = free.pop() if free else server.Connection(options.port)
        try:
            status = await asyncio.wait_for(connection.send(requests[number % len(requests)]), options.patience)
        except (OSError, EOFError, asyncio.TimeoutError) as error:
            status = type(error).__name__
            connection.close()
        answers.append((status, time.perf_counter() - due, time.perf_counter() - started))
        free.append(connection)

    for number in range(int(rate * seconds)):
        due = started + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(one(number, time.perf_counter()))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    sent = time.perf_counter() - started
    await asyncio.gather(*tasks)
    for connection in free:
        connection.close()
    return answers, sent


async def measure(options, running):
    requests = [server.request(body) for body in server.bodies(options.images)]
    await closed_loop(options, requests, 3)
    capacity, latencies = await closed_loop(options, requests, options.seconds / 2)
    rate = options.factor * capacity
    answers, sent = await open_loop(options, requests, rate, options.seconds)
    # After the load, what works must work as before.
    after, _ = await closed_loop(options, requests, 3)
    statuses = collections.Counter(status for status, _, _ in answers)
    good = [latency for status, latency, _ in answers if status == 200]
    refused = [latency for status, latency, _ in answers if status == 503]
    # Only what was answered while the load went on, and not in its first second, in which the queue fills.
    window = [at for status, _, at in answers if status == 200 and 1 <= at <= sent]
    goodput = len(window) / (sent - 1)
    print(f"capacity          {capacity:.1f} readings/s, {options.connections} connections, "
          f"p50 {server.share(latencies, .5) * 1e3:.0f} ms")
    print(f"offered           {len(answers) / sent:.1f} requests/s ({len(answers) / sent / capacity:.2f} times as many)")
    print(f"goodput           {goodput:.1f} readings/s ({100 * goodput / capacity:.0f} % of the capacity)")
    print(f"read              p50 {server.share(good, .5) * 1e3:.0f} ms, p99 {server.share(good, .99) * 1e3:.0f} ms")
    print(f"refused           p50 {server.share(refused, .5) * 1e3:.1f} ms, p99 {server.share(refused, .99) * 1e3:.1f} ms")
    print(f"answers           {dict(sorted(statuses.items(), key=str))}")
    print(f"afterwards        {after:.1f} readings/s; {running.resident:.0f} MB resident")
    unanswered = sum(count for status, count in statuses.items() if status not in (200, 503))
    if goodput < 0.9 * capacity or unanswered:
        sys.exit(f"overload: goodput {100 * goodput / capacity:.0f} %, {unanswered} requests neither read nor refused")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    server.add_options(parser)
    parser.add_argument("--factor", type=float, default=4)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=8, help="of the closed loop")
    parser.add_argument("--patience", type=float, default=30, help="seconds after which a request counts as unanswered")
    parser.add_argument("--server-cores", type=int, help="cores of the server (default: half of them)")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    count = options.server_cores or max(1, len(cores) // 2)
    if len(cores) > count:
        os.sched_setaffinity(0, cores[count:])
    with server.running(server.command(options, options.precision), options.port, cores=cores[:count]) as running:
        asyncio.run(measure(options, running))


if __name__ == "__main__":
    main()
