#!/usr/bin/env python3
"""How much of the exchange of gradients goes on while the backward pass does, from what trace.cpp has written.

    python Benchmarks/Distributed/trace.py /tmp/trace.0 [--step 5]

Of every step: the backward pass, the time in which anything was exchanged, and how much of that lay inside the backward
pass; then a time line of one step, its all-reduces in milliseconds from the beginning of the backward pass. Statistics of
batch normalisation that are synchronised wait inside the backward pass by their nature: trace with
`--set sync_batch_norm=false` (or `freeze_batch_norm=true`) to see gradients alone.
"""
import argparse
import statistics

# Between the backward passes of two steps lies a forward pass, in which nothing goes backward for at least this long.
PAUSE = 10_000


def spans(path):
    found = {"backward": [], "exchange": []}
    for line in open(path):
        kind, start, end, name = line.rstrip("\n").split(" ", 3)
        found[kind].append((int(start), int(end), name))
    return sorted(found["backward"]), sorted(found["exchange"])


def passes(backward):
    """The beginning and the end of each backward pass."""
    result = []
    for start, end, _ in backward:
        if result and start - result[-1][1] < PAUSE: result[-1][1] = max(result[-1][1], end)
        else: result.append([start, end])
    return result


def covered(intervals):
    """How long at least one of the intervals lasts."""
    total, until = 0, 0
    for start, end in sorted(intervals):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("file")
parser.add_argument("--step", type=int, default=5)
arguments = parser.parse_args()
backward, exchange = spans(arguments.file)
rows = []
for number, (start, end) in enumerate(passes(backward)):
    following = [start for start, _ in passes(backward)[number + 1:number + 2]] or [float("inf")]
    own = [(first, last, name) for first, last, name in exchange if start <= first < following[0] and first < end + PAUSE]
    if not own: continue
    times = [(first, last) for first, last, _ in own]
    inside = covered([(first, min(last, end)) for first, last in times if first < end])
    rows.append((start, end, covered(times), inside, own))
if not rows: raise SystemExit("nothing was exchanged")
print("| steps | backward (ms) | exchange (ms) | inside the backward pass |\n|---|---|---|---|")
print(f"| {len(rows)} | {statistics.median((end - start) / 1e3 for start, end, *_ in rows):.1f} "
      f"| {statistics.median(row[2] / 1e3 for row in rows):.1f} "
      f"| {statistics.median(row[3] / max(1, row[2]) for row in rows):.1%} |")
start, end, _, _, own = rows[min(arguments.step, len(rows) - 1)]
print(f"\nOne step: the backward pass from 0 to {(end - start) / 1e3:.1f} ms")
for first, last, name in own:
    print(f"  {(first - start) / 1e3:8.1f} … {(last - start) / 1e3:8.1f}  {name}")
