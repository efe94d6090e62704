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


def spans(path):
    found = {"backward": [], "exchange": []}
    for line in open(path):
        kind, start, end, number, name = line.rstrip("\n").split(" ", 4)
        found[kind].append((int(start), int(end), int(number), name))
    return sorted(found["backward"]), sorted(found["exchange"])


def passes(backward):
    """The beginning and the end of each backward pass: what goes backward comes from an ever later forward pass."""
    result, highest = [], -1
    for start, end, number, _ in backward:
        if number > highest: result.append([start, end])
        else: result[-1][1] = max(result[-1][1], end)
        highest = max(highest, number)
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
steps = passes(backward)
for (start, end), following in zip(steps, [start for start, _ in steps[1:]] + [float("inf")]):
    own = [(first, last, name) for first, last, _, name in exchange if start <= first < min(following, end)]
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
