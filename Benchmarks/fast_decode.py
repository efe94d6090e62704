"""Measures what `fast_decode: true` does to a model's probabilities: each X-ray of a folder is read exactly and fast.

    python Benchmarks/fast_decode.py MODEL FOLDER [PROGRAM]

AUROC is printed where the folders that the X-rays lie in are named after their classes. MODEL is a bundle; PROGRAM is `hilum`, by default that of this repository's build. Nothing else is needed.
"""

import json
import math
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile


def readings(program, model, files):
    command = [program, "predict", "--model", model, "--json", *files]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def with_fast_decode(bundle, folder):
    """A copy of the bundle; its metadata are the one file that carries no checksum of itself."""
    copy = pathlib.Path(folder) / "fast"
    shutil.copytree(bundle, copy)
    metadata = json.loads((copy / "model.json").read_text())
    metadata["input"]["fast_decode"] = True
    (copy / "model.json").write_text(json.dumps(metadata))
    return copy, metadata["positive_class"]


def logit(probability):
    clipped = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(clipped / (1 - clipped))


def auroc(probabilities, labels):
    """The share of pairs, ties counting half, in which the positive has the higher probability; NaN without pairs."""
    positives = [p for p, is_positive in zip(probabilities, labels) if is_positive]
    negatives = [p for p, is_positive in zip(probabilities, labels) if not is_positive]
    wins = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives)) if positives and negatives else math.nan


def main():
    bundle, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    built = pathlib.Path(__file__).parent.parent / ".build/release/hilum"
    program = sys.argv[3] if len(sys.argv) > 3 else built
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in (".jpg", ".jpeg"))
    with tempfile.TemporaryDirectory() as temporary:
        fast_bundle, positive = with_fast_decode(bundle, temporary)
        exact = readings(program, bundle, files)
        fast = readings(program, fast_bundle, files)

    labels = [file.parent.name == positive for file in files]
    before = [reading["probabilities"][positive] for reading in exact]
    after = [reading["probabilities"][positive] for reading in fast]
    shifts = [b - a for a, b in zip(before, after)]
    logits = [abs(logit(b) - logit(a)) for a, b in zip(before, after)]
    sizes = [abs(shift) for shift in shifts]
    flipped = sum(a["decision"]["positive"] != b["decision"]["positive"] for a, b in zip(exact, fast))
    print(f"{len(files)} X-rays, probability of {positive}, fast minus exact")
    print(f"largest difference   {max(sizes):.4f}  ({files[sizes.index(max(sizes))].name})")
    print(f"mean difference      {statistics.mean(sizes):.4f}")
    print(f"median difference    {statistics.median(sizes):.4f}")
    print(f"mean shift           {statistics.mean(shifts):+.4f}")
    print(f"logit, largest       {max(logits):.3f}")
    print(f"logit, mean          {statistics.mean(logits):.4f}")
    print(f"AUROC                {auroc(before, labels):.4f} exact, {auroc(after, labels):.4f} fast")
    print(f"more than 0.01       {sum(size > 0.01 for size in sizes)}")
    print(f"decisions flipped    {flipped}")
    for name, side in (("exact", exact), ("fast", fast)):
        print(f"median time, {name:5}   {statistics.median(r['milliseconds'] for r in side):.1f} ms")


if __name__ == "__main__":
    main()
