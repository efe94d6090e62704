"""Measures what `fast_decode: true` does to a model's probabilities: each X-ray of a folder is read exactly and fast.

    python Benchmarks/fast_decode.py MODEL FOLDER [PROGRAM]

MODEL is a bundle; PROGRAM is `hilum`, by default that of this repository's build. Nothing else is needed.
"""

import json
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


def main():
    bundle, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    built = pathlib.Path(__file__).parent.parent / ".build/release/hilum"
    program = sys.argv[3] if len(sys.argv) > 3 else built
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in (".jpg", ".jpeg"))
    with tempfile.TemporaryDirectory() as temporary:
        fast_bundle, positive = with_fast_decode(bundle, temporary)
        exact = readings(program, bundle, files)
        fast = readings(program, fast_bundle, files)

    shifts = [b["probabilities"][positive] - a["probabilities"][positive] for a, b in zip(exact, fast)]
    sizes = [abs(shift) for shift in shifts]
    flipped = sum(a["decision"]["positive"] != b["decision"]["positive"] for a, b in zip(exact, fast))
    print(f"{len(files)} X-rays, probability of {positive}, fast minus exact")
    print(f"largest difference   {max(sizes):.4f}  ({files[sizes.index(max(sizes))].name})")
    print(f"mean difference      {statistics.mean(sizes):.4f}")
    print(f"median difference    {statistics.median(sizes):.4f}")
    print(f"mean shift           {statistics.mean(shifts):+.4f}")
    print(f"more than 0.01       {sum(size > 0.01 for size in sizes)}")
    print(f"decisions flipped    {flipped}")
    for name, side in (("exact", exact), ("fast", fast)):
        print(f"median time, {name:5}   {statistics.median(r['milliseconds'] for r in side):.1f} ms")


if __name__ == "__main__":
    main()
