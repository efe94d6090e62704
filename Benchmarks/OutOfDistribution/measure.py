#!/usr/bin/env python3
"""Says which share of the pictures in some folders a model refuses. Standard library only.

    measure.py HILUM BUNDLE FOLDER [FOLDER…]     a line a subfolder with pictures

Refused is what `hilum predict --json` calls `"in_distribution": false`, or can't read; unlike is what the model's features
alone refuse. A limit of 2 % shall refuse no more of a test part of the training images' kind. Reasons are counted,
one a picture: that it is no radiograph, before that the model's features are unlike.
"""
import collections
import json
import pathlib
import subprocess
import sys

SUFFIXES = {".jpg", ".jpeg", ".png", ".dcm"}


def readings(hilum, bundle, files):
    """The objects that `hilum predict` prints, a hundred files at a time."""
    for start in range(0, len(files), 100):
        command = [hilum, "predict", "--model", bundle, "--json", *map(str, files[start:start + 100])]
        yield from map(json.loads, subprocess.run(command, capture_output=True, text=True).stdout.splitlines())


def reason(quality):
    """What refused a picture, of all that was noted of it."""
    return next((text for text in quality if "not a radiograph" in text),
                next((text for text in quality if "unlike" in text), "; ".join(quality)))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    hilum, bundle = sys.argv[1:3]
    print("| pictures | n | refused | unlike | reasons |\n|---|---|---|---|---|")
    for folder in map(pathlib.Path, sys.argv[3:]):
        groups = collections.defaultdict(list)
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in SUFFIXES:
                groups[file.parent].append(file)
        for group, files in sorted(groups.items()):
            found = list(readings(hilum, bundle, files))
            refused = [r for r in found if "error" in r or r["in_distribution"] is False]
            reasons = collections.Counter(
                "unreadable" if "error" in r else reason(r["quality"]) for r in refused)
            unlike = sum(any("unlike" in text for text in r.get("quality", [])) for r in found)
            words = "; ".join(f"{count}× {reason}" for reason, count in reasons.most_common())
            print(f"| {folder.name}/{group.relative_to(folder)} | {len(found)} | {100 * len(refused) / len(found):.1f} % "
                  f"| {100 * unlike / len(found):.1f} % | {words} |", flush=True)


if __name__ == "__main__":
    main()
