#!/usr/bin/env python3
"""Fine-tuning and scoring on a GPU: Hilum against PyTorch eager with a DataLoader on the same files, by turns.

    HILUM_LIBTORCH=$(python -c 'import torch; print(torch.__path__[0])') python Benchmarks/cuda.py

Needs torch, torchvision, numpy and Pillow in this Python; Hilum's program is --hilum (default .build/release/hilum). The
pictures are made: grey JPEGs of 1328 x 971, the mean size of the public data set of pneumonia, with noise as films have it.
ResNet-18, 224 pixels, batches of 32, bf16, AdamW, random first weights, since only time is measured.

Printed are, as a Markdown table, the seconds of an epoch (median of those after the first) and the images a second of
scoring from JPEG. The peer decodes in every epoch, as torchvision's ImageFolder does, and once more ("in memory") from
pictures that were decoded before the clock started; Hilum decodes once, before its first epoch, and that time is a row of its own.
With 5,216 pictures, 4 epochs and 2 turns it fits ten minutes on 16 cores; --device cpu --images 64 tries it without a GPU.
"""
import argparse
import concurrent.futures
import csv
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZE = (1328, 971)
RECIPE = """
summary: ResNet-18 learnt whole, to measure time
model: {{architecture: resnet18, weights: IMAGENET1K_V1}}
train:
  epochs: {epochs}
  batch_size: 32
  precision: bf16
  fine_tune: full
  optimizer: {{kind: adamw, lr: 0.0001}}
augment: {{flip: 0.5}}
evaluate: {{bootstrap: 0}}
"""


# MARK: - Pictures

def write(place):
    """Writes a picture: smooth shapes, and noise, whose seed is the file's name."""
    import numpy
    from PIL import Image
    random = numpy.random.default_rng(zlib.crc32(place.name.encode()))
    small = random.random((12, 16)).astype("float32")
    image = numpy.asarray(Image.fromarray(small).resize(SIZE, Image.BICUBIC))
    image = image * 200 + 25 + random.normal(0, 4, image.shape)
    Image.fromarray(image.clip(0, 255).astype("uint8")).save(place, quality=90)


def pictures(folder, count, validation):
    """Makes class folders with `count` pictures for training and some for validation."""
    places = []
    for part, number in (("train", count), ("val", validation)):
        for name in ("NORMAL", "PNEUMONIA"):
            (folder / part / name).mkdir(parents=True)
            places += [folder / part / name / f"{part}-{name}-{index}.jpeg" for index in range(number // 2)]
    with concurrent.futures.ProcessPoolExecutor() as pool:
        list(pool.map(write, places, chunksize=16))


# MARK: - Hilum

def hilum(arguments, *command):
    done = subprocess.run([str(part) for part in (arguments.hilum, *command)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"hilum {' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return done


def ours(arguments, data, folder):
    """Seconds of epochs, seconds of reading all pictures, images a second of scoring."""
    recipe, run = folder / "recipe.yaml", folder / "run"
    recipe.write_text(RECIPE.format(epochs=arguments.epochs))
    said = hilum(arguments, "train", "--recipe", recipe, "--data", data, "--output", run, "--weights", "none",
                 "--device", arguments.device).stderr
    with open(run / "history.csv") as file:
        count = sum(1 for _ in (data / "train").glob("*/*"))
        epochs = [count / float(row["images_per_second"]) for row in csv.DictReader(file)]
    reading = re.search(r"Reading images: .*took ([0-9.]+) s", said)
    scoring = {}
    for precision in ("bf16", "f32") if arguments.device == "cuda" else ("f32",):
        # The first pass pays for the start of the device.
        rates = [json.loads(hilum(
            arguments, "evaluate", "--model", run / "bundle", "--data", data / "train", "--engine", "torch", "--device",
            arguments.device, "--precision", precision, "--json").stdout)["images_per_second"] for _ in range(2)]
        scoring[precision] = rates[-1]
    return {"epochs": epochs, "reading": float(reading[1]) if reading else None, "scoring": scoring}


# MARK: - PyTorch

def theirs(arguments, data):
    """Seconds of epochs with pictures decoded in each and with pictures in memory, images a second of scoring."""
    import torch
    from torchvision import datasets, models, transforms
    device = torch.device(arguments.device)
    torch.backends.cudnn.benchmark = True
    normalize = [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
    shape = [transforms.Grayscale(3), transforms.Resize((224, 224))]
    workers = max(1, min(os.cpu_count() or 1, 16))

    def loader(folder, steps, batch, shuffle):
        return torch.utils.data.DataLoader(
            datasets.ImageFolder(folder, transforms.Compose(steps)), batch_size=batch, shuffle=shuffle,
            num_workers=workers, pin_memory=device.type == "cuda", persistent_workers=True)

    def wait():
        if device.type == "cuda":
            torch.cuda.synchronize()

    def passes(batches, count):
        model = models.resnet18(num_classes=2).to(device, memory_format=torch.channels_last).train()
        optimizer = torch.optim.AdamW(model.parameters(), 1e-4, fused=True)
        loss_function = torch.nn.CrossEntropyLoss()
        seconds = []
        for _ in range(count):
            started = time.perf_counter()
            for images, labels in batches():
                images = images.to(device, memory_format=torch.channels_last, non_blocking=True)
                labels = labels.to(device, non_blocking=True)
                optimizer.zero_grad(set_to_none=True)
                with torch.autocast(device.type, torch.bfloat16):
                    loss = loss_function(model(images), labels)
                loss.backward()
                optimizer.step()
            wait()
            seconds.append(time.perf_counter() - started)
        return model, seconds

    training = loader(data / "train", shape + [transforms.RandomHorizontalFlip()] + normalize, 32, True)
    model, decoding = passes(lambda: training, arguments.epochs)
    whole = [part for part in loader(data / "train", shape + normalize, 32, True)]
    _, memory = passes(lambda: whole, arguments.epochs)
    del training, whole
    model.eval()
    scoring = []
    batches = loader(data / "train", shape + normalize, 64, False)
    for _ in range(2):
        started, count = time.perf_counter(), 0
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
            for images, _ in batches:
                model(images.to(device, memory_format=torch.channels_last, non_blocking=True)).float().cpu()
                count += len(images)
        scoring.append(count / (time.perf_counter() - started))
    return {"decoding": decoding, "memory": memory, "scoring": scoring[-1]}


# MARK: - Both

def steady(turns, key):
    """The median of what came after the first of each turn."""
    return statistics.median(value for turn in turns for value in (turn[key][1:] or turn[key]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hilum", type=pathlib.Path, default=ROOT / ".build/release/hilum")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--images", type=int, default=5216)
    parser.add_argument("--validation", type=int, default=128)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--turns", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder, "data")
        started = time.perf_counter()
        pictures(data, arguments.images, arguments.validation)
        print(f"pictures made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        sides = ([], [])
        for turn in range(arguments.turns):
            place = pathlib.Path(folder, str(turn))
            place.mkdir()
            for side, make in zip(sides, (lambda: ours(arguments, data, place), lambda: theirs(arguments, data))):
                side.append(make())
                print(json.dumps(side[-1]), file=sys.stderr, flush=True)
        own, peer = sides
        epoch = steady(own, "epochs")
        print(f"| {arguments.images} pictures, {arguments.device} | Hilum | PyTorch | |\n|---|---|---|---|")
        for title, key in (("from JPEG in each epoch", "decoding"), ("pictures in memory", "memory")):
            other = steady(peer, key)
            print(f"| epoch, ResNet-18 learnt whole, bf16; the peer {title} | {epoch:.2f} s | {other:.2f} s | {other / epoch:.2f} |")
        reading = [turn["reading"] for turn in own if turn["reading"]]
        if reading:
            print(f"| reading all pictures once | {statistics.median(reading):.2f} s | | |")
        other = statistics.median(turn["scoring"] for turn in peer)
        for precision in own[0]["scoring"]:
            rate = statistics.median(turn["scoring"][precision] for turn in own)
            print(f"| scoring from JPEG, {precision}; the peer in bf16 | {rate:.0f} /s | {other:.0f} /s | {rate / other:.2f} |")


if __name__ == "__main__":
    main()
