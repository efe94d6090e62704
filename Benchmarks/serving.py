#!/usr/bin/env python3
"""Measures the server against a Python peer, in alternation, from one connection to many. Standard library only.

    python3 Benchmarks/serving.py --model BUNDLE --images DIR --peer-python venv/bin/python --weights r18.pth \
        [--output run.json] [--chart curve.svg]

The peer is a folder with server.py, an ASGI application `app` with POST /predict. Each turn starts one server afresh, warms
it up, and loads it with each number of connections (load.py, the same for both); medians over the turns are printed.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

import chart
import record
import server

LOAD = pathlib.Path(__file__).with_name("load.py")


def turn(command, options, path="/predict", **process):
    """Starts a server, loads it, stops it: a dictionary of figures for each number of connections, and its memory."""
    with server.running(command, options.port, **process) as running:
        def load(connections, seconds):
            words = [sys.executable, LOAD, options.port, connections, seconds, options.images, path]
            before = running.processor_seconds
            out = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True).stdout
            figures = json.loads(out)
            answers = max(1, figures["rate"] * seconds)
            return figures | {"processor_milliseconds": 1e3 * (running.processor_seconds - before) / answers}

        load(2, min(2, options.seconds))
        points = [{"connections": number} | load(number, options.seconds) for number in options.connections]
        return points, running.resident


def sides(options):
    """What takes turns, by name: the peer and each precision, with heat-maps where they are wanted."""
    found = {}
    if options.peer_python:
        uvicorn = [options.peer_python, "-m", "uvicorn", "server:app", "--port", options.port, "--log-level", "warning"]
        found["peer"] = lambda: turn(
            uvicorn, options, environment={"WEIGHTS": str(options.weights.resolve())}, cwd=options.peer)
    for precision in options.precisions.split(","):
        command = server.command(options, precision)
        found[precision] = lambda command=command: turn(command, options)
        for style in ("overlay", "map") if options.explain else ():
            found[f"{precision}, {style}"] = lambda command=command, style=style: turn(
                command, options, f"/predict?explain=grad-cam&heatmap={style}")
    return found


def middle(turns):
    """The medians of turns: points by connections, and memory."""
    points = [{key: statistics.median(point[key] for point in same) for key in same[0]}
              for same in zip(*(points for points, _ in turns))]
    return points, statistics.median(memory for _, memory in turns)


def rows(medians, options):
    """Each side's throughput and p99 with the most typical load, and p50 of a connection alone, beside the peer's."""
    def value(side, number, key, memory=None):
        if side not in medians:
            return None
        point = next(point for point in medians[side][0] if point["connections"] == number)
        return record.figure(point[key], medians[side][1] if memory else None)

    most = 8 if 8 in options.connections else max(options.connections)
    figures = [("readings a second", "readings/s", most, "rate"), ("p99", "ms", most, "p99"),
               ("processor time a reading", "ms", most, "processor_milliseconds")]
    if 1 in options.connections and most != 1:
        figures.append(("p50", "ms", 1, "p50"))
    for side in medians:
        if side != "peer":
            for name, unit, number, key in figures:
                plural = "connection" if number == 1 else "connections"
                yield record.row(f"serve, {side}, {number} {plural}: {name}", unit, value(side, number, key, key == "rate"),
                                 value("peer", number, key, key == "rate"))


def measure(options):
    """The rows and the curves of all sides by turns."""
    kept = {name: [] for name in sides(options)}
    for _ in range(options.turns):
        for name, side in sides(options).items():
            kept[name].append(side())
            for point in kept[name][-1][0]:
                print(name, {key: round(value, 1) for key, value in point.items()}, file=sys.stderr, flush=True)
    medians = {name: middle(turns) for name, turns in kept.items()}
    curves = {name: [point | {"megabytes": memory} for point in points] for name, (points, memory) in medians.items()}
    return list(rows(medians, options)), curves


def numbers(text):
    """Whole numbers with commas between them."""
    return [int(part) for part in text.split(",")]


def add_options(parser):
    """Adds what `measure` needs beside the options of a server."""
    parser.add_argument("--peer", type=pathlib.Path, default=record.ROOT / "Benchmarks/Peer", help="the peer's folder")
    parser.add_argument("--peer-python", type=pathlib.Path, help="a Python with torch, fastapi and uvicorn; no peer without it")
    parser.add_argument("--weights", type=pathlib.Path, help="state dict of a ResNet-18 for the peer")
    parser.add_argument("--precisions", default="f32,bf16,int8")
    parser.add_argument("--connections", type=numbers, default=[1, 2, 4, 8, 16, 32, 64])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--explain", action="store_true", help="also measures explain=grad-cam")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    server.add_options(parser)
    add_options(parser)
    parser.add_argument("--output", type=pathlib.Path, help="a file, or a folder, for the run as JSON")
    parser.add_argument("--chart", type=pathlib.Path, help="an SVG file for the curves")
    options = parser.parse_args()
    if options.peer_python and not options.weights:
        parser.error("--peer-python needs --weights")
    machine = record.machine()
    measured, curves = measure(options)
    run = record.run(measured, curves) | {"machine": machine}
    print("\n".join(record.lines(run["rows"])))
    if options.output:
        print(record.write(run, options.output), file=sys.stderr)
    if options.chart:
        options.chart.write_text(chart.curve(run))


if __name__ == "__main__":
    main()
