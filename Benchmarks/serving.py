#!/usr/bin/env python3
"""Measures the server against a Python peer, in alternation, as a Markdown table. Standard library only.

    python3 Benchmarks/serving.py --model BUNDLE --images DIR --peer DIR --peer-python venv/bin/python --weights r18.pth

The peer is a folder with server.py (an ASGI application `app` with POST /predict) and load.py HOST PORT CONNECTIONS SECONDS
PATH DIR, a closed loop that sends the pictures of DIR and prints `N req/s p50 N ms p99 N ms errors N`. Each turn starts one
server afresh, warms it up, and loads it with one connection and with several; the medians over the turns are printed.
"""
import argparse
import pathlib
import re
import statistics
import subprocess
import sys

import server

LINE = re.compile(r"([\d.]+) req/s p50 ([\d.]+) ms p99 ([\d.]+) ms errors (\d+)")


def turn(command, port, options, path="/predict", **process):
    """Starts a server, loads it, stops it: a dictionary of figures."""
    with server.running(command, port, **process) as running:
        figures = {"ready": running.seconds_to_ready}

        def load(connections, seconds):
            words = [options.peer_python, options.peer / "load.py", "127.0.0.1", port, connections, seconds, path,
                     options.images]
            out = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True).stdout
            return [float(number) for number in LINE.search(out).groups()]

        load(2, 2)
        rate, p50, _, errors = load(1, options.seconds)
        figures.update(p50_one=p50, rate_one=rate, errors=errors)
        rate, p50, p99, errors = load(options.connections, options.seconds)
        figures.update(rate=rate, p50=p50, p99=p99, memory=running.resident)
        figures["errors"] += errors
        return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, required=True, help="bundle of the same network as the peer's")
    parser.add_argument("--images", type=pathlib.Path, required=True)
    parser.add_argument("--peer", type=pathlib.Path, required=True)
    parser.add_argument("--peer-python", type=pathlib.Path, default=pathlib.Path(sys.executable))
    parser.add_argument("--weights", type=pathlib.Path, help="state dict for the peer")
    parser.add_argument("--precisions", default="f32,bf16,int8")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--port", type=int, default=8931)
    parser.add_argument("--explain", action="store_true", help="also measures explain=grad-cam")
    parser.add_argument("--server", type=pathlib.Path, default=server.PROGRAM)
    parser.add_argument("--options", default="", help="further options of the server")
    options = parser.parse_args()
    sides = {"peer": lambda: turn(
        [options.peer_python, "-m", "uvicorn", "server:app", "--port", options.port, "--log-level", "warning"],
        options.port, options, environment={"WEIGHTS": str(options.weights.resolve())} if options.weights else {},
        cwd=options.peer)}
    for precision in options.precisions.split(","):
        command = server.command(options, precision)
        sides[precision] = lambda command=command: turn(command, options.port, options)
        if options.explain:
            for style in ("overlay", "map"):
                sides[f"{precision}, {style}"] = lambda command=command, style=style: turn(
                    command, options.port, options, f"/predict?explain=grad-cam&heatmap={style}")
    kept = {name: [] for name in sides}
    for _ in range(options.turns):
        for name, side in sides.items():
            kept[name].append(side())
            print(name, {key: round(value, 1) for key, value in kept[name][-1].items()}, file=sys.stderr, flush=True)
    middle = {name: {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}
              for name, turns in kept.items()}
    peer = middle["peer"]
    print(f"| | readings/s, {options.connections} connections | p50, 1 connection | p99, {options.connections} connections "
          "| memory | errors |\n|---|---|---|---|---|---|")
    for name, row in middle.items():
        print(f"| {name} | {row['rate']:.1f} ({row['rate'] / peer['rate']:.2f}×) "
              f"| {row['p50_one']:.1f} ms ({row['p50_one'] / peer['p50_one']:.2f}×) "
              f"| {row['p99']:.1f} ms ({row['p99'] / peer['p99']:.2f}×) "
              f"| {row['memory']:.0f} MB ({row['memory'] / peer['memory']:.2f}×) | {row['errors']:.0f} |")


if __name__ == "__main__":
    main()
