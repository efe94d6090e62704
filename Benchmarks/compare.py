#!/usr/bin/env python3
"""Holds the ratios of one run of `make bench` against those of an earlier one. Standard library only.

    python3 Benchmarks/compare.py OLD.json NEW.json [--tolerance 0.05]

Names every ratio that fell by more than the tolerance, and exits with 1 if there is one; with 2 where the runs can't be
compared, such as those of different processors. What only one run has is named too.
"""
import argparse
import pathlib
import sys

import record


def compare(old, new, tolerance):
    """What fell as (name, before, after), what only the old run has, and what only the new one has."""
    before, after = record.ratios(old), record.ratios(new)
    fallen = [(name, before[name], after[name]) for name in before
              if name in after and after[name] < (1 - tolerance) * before[name]]
    return fallen, [name for name in before if name not in after], [name for name in after if name not in before]


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=pathlib.Path)
    parser.add_argument("new", type=pathlib.Path)
    parser.add_argument("--tolerance", type=float, default=0.05, help="the part of a ratio that may be lost")
    parser.add_argument("--any-machine", action="store_true", help="compare runs of different processors, too")
    options = parser.parse_args(words)
    try:
        old, new = record.read(options.old), record.read(options.new)
        machines = [record.described(run["machine"]) for run in (old, new)]
        fallen, gone, added = compare(old, new, options.tolerance)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"these are no two runs: {error!r}", file=sys.stderr)
        return 2
    if machines[0] != machines[1] and not options.any_machine:
        print(f"the machines differ: {' and '.join(machines)}; --any-machine compares all the same", file=sys.stderr)
        return 2
    for name, before, after in fallen:
        print(f"fell by {100 * (1 - after / before):.0f} %: {name}: {before:.2f}× → {after:.2f}×")
    for name in gone:
        print(f"no longer measured: {name}")
    for name in added:
        print(f"new: {name}")
    if not fallen:
        print(f"no ratio fell by more than {100 * options.tolerance:.0f} %")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
