"""Measures Hilum's preprocessing against Pillow + torchvision on a folder of images, and compares what comes out.

    swift build -c release --product preprocessing-benchmark
    python Benchmarks/preprocessing.py FOLDER [rounds]

Needs torch, torchvision, Pillow and numpy. Both sides do the same on one thread: open the file, decode, resize to
224 x 224, normalise with ImageNet's statistics. Rounds alternate between the two; times are processor time, medians over
rounds.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import torch.library


def tolerate_missing_operators():
    """Lets torchvision's CUDA build be imported beside a CPU build of torch: no operator of its own is needed here."""
    register_fake = torch.library.register_fake

    def tolerant(name, *args, **kwargs):
        def decorate(function):
            try:
                return register_fake(name, *args, **kwargs)(function)
            except RuntimeError:
                return function

        return decorate

    torch.library.register_fake = tolerant


tolerate_missing_operators()
from PIL import Image  # noqa: E402
from torchvision import transforms  # noqa: E402

resize = transforms.Resize((224, 224))
to_tensor = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)


def peer_image(file):
    return resize(Image.open(file).convert("RGB"))


def peer_round(files):
    start = time.process_time()
    for file in files:
        to_tensor(peer_image(file))
    return (time.process_time() - start) * 1000 / len(files)


def hilum(mode, rounds, output, files):
    tool = pathlib.Path(__file__).parent.parent / ".build/release/preprocessing-benchmark"
    answer = subprocess.run([tool, mode, str(rounds), output, *files], check=True, capture_output=True, text=True)
    return [float(x) for x in answer.stdout.split()]


def compare(mode, files):
    """Largest and mean difference in grey levels, and largest difference of the normalised tensors."""
    with tempfile.NamedTemporaryFile() as output:
        hilum(mode, 1, output.name, files)
        record = numpy.dtype([("image", "u1", (224, 224, 3)), ("tensor", "<f4", (3, 224, 224))])
        ours = numpy.fromfile(output.name, record)
    levels, total, tensor = 0, 0.0, 0.0
    for file, (image, values) in zip(files, ours):
        expected = peer_image(file)
        difference = numpy.abs(image.astype(int) - numpy.asarray(expected, int))
        levels, total = max(levels, difference.max()), total + difference.mean()
        tensor = max(tensor, numpy.abs(values - to_tensor(expected).numpy()).max())
    return levels, total / len(files), tensor


def main():
    files = sorted(str(f) for f in pathlib.Path(sys.argv[1]).rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png"))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    torch.set_num_threads(1)
    times = {"peer": [], "exact": [], "fast": []}
    for _ in range(rounds):
        times["peer"].append(peer_round(files))
        # The first repetition warms the process up, as the peer's has been by its first round.
        times["exact"].append(hilum("exact", 2, "-", files)[1])
        times["fast"].append(hilum("fast", 2, "-", files)[1])
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{len(files)} files, {rounds} rounds, ms of processor time an image, median [min, max]")
    for name, values in times.items():
        print(
            f"  {name:6s} {medians[name]:7.3f} [{min(values):.3f}, {max(values):.3f}]"
            f"  {medians['peer'] / medians[name]:5.2f} x the peer's speed"
        )
    for mode in ("exact", "fast"):
        levels, mean, tensor = compare(mode, files)
        print(f"  {mode}: largest difference {levels} grey levels (mean {mean:.4f}), {tensor:.2e} in the tensor")


main()
