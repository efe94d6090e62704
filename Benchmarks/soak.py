#!/usr/bin/env python3
"""Runs the server at saturation for a long time, with good and bad requests and models that are replaced. Standard library
only.

    python3 Benchmarks/soak.py --model BUNDLE --images DIR --minutes 30

Every few seconds the model's folder is replaced by a new version of itself (`--reloads` times in all, evenly over the time).
Resident memory is sampled all along; its growth after the first five minutes (or the first sixth of a shorter run) is
printed. A good request must be read or refused with 503, a bad one must get its 4xx; anything else is a failure.
"""
import argparse
import asyncio
import collections
import pathlib
import shutil
import sys
import tempfile
import time

import server


def mixture(folder):
    """Requests with the statuses that they may get: one in eight is bad."""
    good = [server.request(body) for body in server.bodies(folder)]
    picture = next(folder.rglob("*.jp*g")).read_bytes()
    bad = [
        (server.request(server.form(b"no picture")), {415}),
        (server.request(server.form(picture[: len(picture) // 2])), {200, 400}),
        (server.request(server.form(b"")), {400}),
        (server.request(server.form()), {400}),
        (server.request(b"--B\r\nContent-Disp"), {400}),
        (server.request(server.form(picture), content_type="multipart/form-data"), {400}),
        (server.request(server.form(picture), "/predict?model=none"), {404}),
        (server.request(server.form(picture), "/predict?explain=magic"), {400}),
        (server.request(b"{}", "/v2/models/none/infer", "application/json"), {404}),
        (server.request(b"{}", "/nothing", "application/json"), {404}),
    ]
    requests = []
    for index, body in enumerate(good):
        requests.append((body, {200}))
        if index % 7 == 6:
            requests.append(bad[index // 7 % len(bad)])
    return requests + [request for request in bad if request not in requests]


async def load(options, requests, stop, answers, latencies):
    """Sends requests without a pause until the time is over."""
    async def client(number):
        connection, index = server.Connection(options.port), number * 7
        while time.perf_counter() < stop:
            request, expected = requests[index % len(requests)]
            index += 1
            started = time.perf_counter()
            try:
                status = await asyncio.wait_for(connection.send(request), 60)
            except (OSError, EOFError, asyncio.TimeoutError) as error:
                status = type(error).__name__
                connection.close()
            kind = "good" if expected == {200} else "bad"
            answers[kind, status, status in expected or status == 503] += 1
            if status == 200:
                latencies.append(time.perf_counter() - started)
        connection.close()

    await asyncio.gather(*(client(number) for number in range(options.connections)))


async def reload(options, place, stop, done):
    """Replaces the version's folder again and again, by moving folders as a person would."""
    started = time.perf_counter()
    pause = (stop - started) / (options.reloads + 1)
    for number in range(options.reloads):
        due = started + pause * (number + 1)
        await asyncio.sleep(max(0, min(due, stop) - time.perf_counter()))
        if time.perf_counter() >= stop:
            return
        new, old = place.with_name(f".new-{number}"), place.with_name(f".old-{number}")
        await asyncio.to_thread(shutil.copytree, options.model, new)
        place.rename(old)
        new.rename(place)
        await asyncio.to_thread(shutil.rmtree, old)
        done.append(number)


async def watch(running, stop, samples):
    """Notes the resident memory now and then."""
    started = time.perf_counter()
    while time.perf_counter() < stop:
        samples.append((time.perf_counter() - started, running.resident))
        await asyncio.sleep(1)


async def measure(options, running, place):
    requests = mixture(options.images)
    stop = time.perf_counter() + 60 * options.minutes
    answers, latencies, samples, reloads = collections.Counter(), [], [], []
    started = time.perf_counter()
    await asyncio.gather(load(options, requests, stop, answers, latencies), reload(options, place, stop, reloads),
                         watch(running, stop, samples))
    seconds = time.perf_counter() - started
    settled = min(300, seconds / 6)
    tail = [memory for at, memory in samples if at >= settled]
    tenth = max(1, len(tail) // 10)
    before, after = server.share(tail[:tenth], .5), server.share(tail[-tenth:], .5)
    failures = sum(count for (_, _, fine), count in answers.items() if not fine)
    print(f"time              {seconds / 60:.1f} minutes, {options.connections} connections")
    print(f"readings          {len(latencies) / seconds:.1f} a second, p50 {server.share(latencies, .5) * 1e3:.0f} ms, "
          f"p99 {server.share(latencies, .99) * 1e3:.0f} ms")
    for (kind, status, fine), count in sorted(answers.items(), key=str):
        print(f"{kind + ' requests':17} {status}: {count}{'' if fine else '   NOT EXPECTED'}")
    print(f"replaced models   {len(reloads)}")
    print(f"resident memory   {before:.0f} MB after {settled / 60:.1f} minutes, {after:.0f} MB at the end "
          f"({after - before:+.0f} MB; at most {max(memory for _, memory in samples):.0f} MB)")
    print(f"failures          {failures}")
    if failures:
        sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    server.add_options(parser)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--reloads", type=int, default=200)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder) / "soak" / "1"
        shutil.copytree(options.model, place)
        command = server.command(options, options.precision, models=folder)
        with server.running(command, options.port) as running:
            asyncio.run(measure(options, running, place))


if __name__ == "__main__":
    main()
