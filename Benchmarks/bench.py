#!/usr/bin/env python3
"""Measures Hilum on this machine, against the Python peer of Benchmarks/Peer where a Python for it is given, and writes the run.

    make bench                                                    Hilum alone, on the demonstration data
    make bench BENCH="--peer-python venv/bin/python --weights r18.pth --data DIR --images DIR"     by turns with the peer

DATA has train/ and test/ with class folders. Measured are a training (`resnet18-frozen`, where there are weights), what `hilum
bench` measures, and the server. Both sides get the same files and the same weights: a ResNet-18 state dict with two classes.
The figures are printed as a Markdown table, and written as JSON (record.py) that compare.py and chart.py read. Standard
library only.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import record
import server
import serving

HILUM = record.ROOT / ".build/release/hilum"


def run(command):
    """Runs a command; returns its seconds, its largest process's peak memory in MB, its stdout, and its processor seconds."""
    started = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, error = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{error}")
    # Of all children so far; measured in a process of its own by `timed`.
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, used.ru_maxrss / 1024, out, used.ru_utime + used.ru_stime


def timed(command):
    """Like run, in a fresh process, so that memory and processor time are this command's alone."""
    code = f"import sys, json; sys.path.insert(0, {str(record.ROOT / 'Benchmarks')!r}); import bench; " \
           f"print(json.dumps(bench.run({[str(part) for part in command]!r})))"
    return json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def training(options, work):
    """The row of a training, the bundle that came of it; what both say of the test part goes to stderr."""
    ours, theirs = [], []
    for turn in range(options.train_runs):
        folder = work / f"run-{turn}"
        ours.append(timed([HILUM, "train", "--recipe", "resnet18-frozen", "--data", options.data, "--output", folder,
                           "--weights", options.weights]))
        if options.peer_python:
            theirs.append(timed([options.peer_python, options.peer / "train.py", options.data, "3", options.weights]))
    report = json.loads((work / "run-0/metrics.json").read_text())["test"]
    said = theirs[0][2].strip().splitlines()[-1] if theirs else "–"
    print(f"test part: Hilum AUROC {report['auroc']:.4f}; peer {said}", file=sys.stderr, flush=True)
    middle = lambda kept: record.figure(*(statistics.median(values) for values in list(zip(*kept))[:2])) if kept else None
    row = record.row("train --recipe resnet18-frozen, 3 epochs", "s", middle(ours), middle(theirs))
    return row, work / "run-0/bundle"


def machine_figures(options, model):
    """The rows of `hilum bench`."""
    command = [HILUM, "bench", "--model", model, options.images, "--rounds", options.rounds, "--json"]
    if options.peer_python:
        command += ["--peer", options.peer, "--peer-python", options.peer_python, "--peer-weights", options.weights]
    return json.loads(run(command)[2])["rows"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, default=record.ROOT / "demo/data", help="folder with train/ and test/")
    parser.add_argument("--images", type=pathlib.Path, help="a folder with pictures to read (default: the test part)")
    parser.add_argument("--model", type=pathlib.Path, help="bundle to read with (default: the one trained here)")
    parser.add_argument("--train-runs", type=int, default=1, help="counted runs of the training; 0 for none")
    parser.add_argument("--rounds", type=int, default=5, help="turns of what `hilum bench` measures")
    parser.add_argument("--port", type=int, default=8931)
    parser.add_argument("--output", type=pathlib.Path, default=record.ROOT / "Benchmarks/results",
                        help="a file, or a folder, for the run as JSON")
    serving.add_options(parser)
    parser.set_defaults(server=server.PROGRAM, options="", connections=[1, 8])
    options = parser.parse_args()
    if not HILUM.exists():
        sys.exit("build Hilum first: make build")
    if options.peer_python and not options.weights:
        parser.error("--peer-python needs --weights")
    options.images = options.images or options.data / "test"
    machine, rows = record.machine(), []
    with tempfile.TemporaryDirectory() as work:
        trained = None
        if options.weights and options.train_runs:
            row, trained = training(options, pathlib.Path(work))
            rows.append(row)
        options.model = options.model or trained or record.ROOT / "demo/run/bundle"
        if not (options.model / "model.int8.onnx").exists():
            options.precisions = ",".join(name for name in options.precisions.split(",") if name != "int8")
        rows += machine_figures(options, options.model)
        measured, curves = serving.measure(options)
    result = record.run(rows + measured, curves) | {"machine": machine}
    print(f"{result['date'][:10]}, commit {result['commit']}, {record.described(machine)}\n")
    print("\n".join(record.lines(result["rows"])))
    print(record.write(result, options.output), file=sys.stderr)


if __name__ == "__main__":
    main()
