#!/usr/bin/env python3
"""Trains configurations of a recipe in PyTorch, several at a time, and measures each on clean and stressed pictures.

    python search.py --data TRAIN --validation-list NAMES --weights FILE... --configurations FILE [--output FILE]
    python search.py --data TRAIN --validation-list NAMES --pack FILE.npz      # pictures in one file, for elsewhere
    python search.py --pictures FILE.npz --weights FILE... --configurations FILE --jobs 5

A configuration is a JSON object with the keys of `DEFAULTS` in training.py that differ from recipe hilum-best. Every one
gives a line of JSON as soon as it is measured, and a table follows. All figures are of the validation pictures.
"""
import argparse
import concurrent.futures
import json
import multiprocessing
import os
import pathlib
import sys
import tempfile
import time
import traceback

os.environ.setdefault("OMP_NUM_THREADS", "1")

import battery as stress  # noqa: E402
import figures  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
import training  # noqa: E402
import variations  # noqa: E402
from pictures import Pictures  # noqa: E402


def read_weights(path):
    """Tensors of a file with torchvision's keys, and the architecture that has them."""
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        tensors = load_file(path)
    else:
        tensors = torch.load(path, map_location="cpu", weights_only=True)
    tensors = {key: value.float() if value.is_floating_point() else value for key, value in tensors.items()}
    return ("resnet18" if "layer1.0.conv1.weight" in tensors else "mobilenet_v2"), tensors


class Job:
    """A process that trains and measures one configuration after the other."""

    current = None

    def __init__(self, folder, options):
        torch.set_num_threads(1)
        if options.exact:
            torch.backends.cudnn.allow_tf32 = False
        self.device = torch.device(options.device)
        self.options, self.cells = options, stress.BATTERIES[options.battery]
        self.labels = np.load(folder / "validation-labels.npy")
        self.validation = np.load(folder / "validation.npy", mmap_mode="r")
        self.changed = np.load(folder / "battery.npy", mmap_mode="r")
        self.trainer = training.Trainer(
            variations.VariedPictures(folder / "training.npy", options.workers),
            np.load(folder / "training-labels.npy"), self.validation, self.labels,
            dict(read_weights(path) for path in options.weights), self.device,
        )  # fmt: skip
        torch.zeros(1, device=self.device)

    @classmethod
    def begin(cls, folder, options):
        """Makes the process's job."""
        cls.current = cls(folder, options)

    @classmethod
    def run(cls, configuration):
        """The record of a configuration: its figures, or what went wrong."""
        try:
            return cls.current.measured(configuration)
        except Exception:
            return {"configuration": configuration, "error": traceback.format_exc()}

    def measured(self, configuration):
        """Trains and measures."""
        network, record = self.trainer.train(configuration)
        start = time.perf_counter()
        evaluator = training.Evaluator(network, self.device, self.options.exact)
        clean = evaluator.margins(self.validation)
        changed = np.stack([evaluator.margins(pictures) for pictures in self.changed])
        record |= {"measuring_seconds": time.perf_counter() - start}
        return {"configuration": configuration} | record | figures.summary(clean, changed, self.labels, self.cells)


def prepare(options, folder):
    """Writes the pictures' parts and the battery's cells into a folder, for all processes."""
    pictures = read_pictures(options)
    for name, is_validation in (("training", False), ("validation", True)):
        images, labels = pictures.part(is_validation, options.limit)
        np.save(folder / f"{name}.npy", images)
        np.save(folder / f"{name}-labels.npy", labels)
        print(f"{name}: {len(labels)} pictures, {labels.mean():.3f} positive", file=sys.stderr)
    count, target = len(stress.BATTERIES[options.battery]), folder / "battery.npy"
    np.lib.format.open_memmap(target, "w+", np.uint8, (count, *images.shape))
    with concurrent.futures.ProcessPoolExecutor(options.cores, multiprocessing.get_context("spawn")) as pool:
        done = [
            pool.submit(stress.write_cells, options.battery, place, place + 1, folder / "validation.npy", target)
            for place in range(count)
        ]
        for future in done:
            future.result()


def read_pictures(options):
    """The pictures that the options name."""
    if options.pictures:
        return Pictures.from_pack(options.pictures)
    if not (options.data and options.validation_list):
        raise SystemExit("give --pictures, or --data and --validation-list")
    return Pictures.from_folders(options.data, options.validation_list)


def read_configurations(options):
    """The configurations that are run, complete, each with every seed."""
    configurations = [training.completed(entry) for entry in json.loads(options.configurations.read_text())]
    if options.only:
        configurations = [entry for entry in configurations if entry["name"] in options.only.split(",")]
    if options.kinds:
        for entry in configurations:
            if acquisition := entry["augment"]["acquisition"]:
                entry["augment"]["acquisition"] = acquisition | {"only": options.kinds.split(",")}
    if options.seeds:
        seeds = [int(seed) for seed in options.seeds.split(",")]
        configurations = [entry | {"seed": seed} for seed in seeds for entry in configurations]
    return configurations


def report(record, output):
    """Prints and stores a record."""
    line = json.dumps(figures.rounded(record))
    print(line, flush=True)
    if output:
        with output.open("a") as file:
            file.write(line + "\n")


def table(records):
    """The records as a Markdown table, the best mean under MedMNIST-C first; balanced accuracies at both points."""
    columns = (
        "configuration | seed | s | clean AUROC | clean BA .5 / chosen | MedMNIST-C BA .5 / chosen | worst at 4 "
        "| geometry | acquisition | held out | stressed AUROC | ECE clean / stressed"
    )
    rows = [f"| {columns} |", "|---" * (columns.count("|") + 1) + "|"]
    for record in sorted(records, key=lambda record: -record["points"]["stressed"]["medmnist_c"]):
        half, chosen = record["points"]["half"], record["points"]["stressed"]
        name, accuracy = chosen["worst_at_4"]
        cells = [
            record["configuration"]["name"],
            record["configuration"]["seed"],
            f"{record['seconds']:.0f}",
            f"{record['clean_auroc']:.4f}",
            f"{half['clean']:.3f} / {chosen['clean']:.3f}",
            f"{half['medmnist_c']:.3f} / {chosen['medmnist_c']:.3f}",
            f"{accuracy:.3f} {name}",
            f"{chosen['geometry']:.3f}",
            f"{chosen['acquisition']:.3f}",
            f"{chosen['held_out']:.3f}",
            f"{record['medmnist_c_auroc']:.4f}",
            f"{record['clean_ece']:.3f} / {record['medmnist_c_ece']:.3f}",
        ]
        rows.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(rows)


def search(options):
    """Runs every configuration for which there is time."""
    start = time.perf_counter()
    waiting = read_configurations(options)
    records, running = [], set()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        prepare(options, folder)
        print(f"the battery took {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
        with concurrent.futures.ProcessPoolExecutor(
            options.jobs, multiprocessing.get_context("spawn"), initializer=Job.begin, initargs=(folder, options)
        ) as pool:
            while waiting or running:
                is_late = time.perf_counter() - start > options.time_limit
                while waiting and len(running) < options.jobs and not is_late:
                    running.add(pool.submit(Job.run, waiting.pop(0)))
                if not running:
                    break
                done, running = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
                for future in done:
                    records.append(future.result())
                    report(records[-1], options.output)
    measured = [record for record in records if "error" not in record]
    print(table(measured))
    print(
        f"{len(measured)} measured, {len(records) - len(measured)} failed, {len(waiting)} not begun, "
        f"{time.perf_counter() - start:.0f} s"
    )
    return 1 if len(measured) < len(records) else 0


def main():
    """Reads the options and does what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="class folders NORMAL and PNEUMONIA")
    parser.add_argument("--validation-list", type=pathlib.Path, help="names of the pictures that validate, one a line")
    parser.add_argument("--pictures", type=pathlib.Path, help="what --pack wrote, in place of the two above")
    parser.add_argument("--pack", type=pathlib.Path, help="write the pictures to one file, and no more")
    parser.add_argument("--weights", type=pathlib.Path, nargs="+", default=[], help=".safetensors or .pth, torchvision's")
    parser.add_argument("--configurations", type=pathlib.Path, help="a JSON list of objects")
    parser.add_argument("--only", help="names of the configurations to run, with commas")
    parser.add_argument("--seeds", help="run every configuration with each of these, with commas")
    parser.add_argument("--kinds", help="kinds that acquisition draws from in every configuration, with commas")
    parser.add_argument("--battery", choices=stress.BATTERIES, default="all", help="light: severities 2 and 4")
    cores = len(os.sched_getaffinity(0))
    parser.add_argument("--jobs", type=int, default=1, help="configurations at a time")
    parser.add_argument("--cores", type=int, default=cores, help="processes that make the battery")
    parser.add_argument("--workers", type=int, help="processes a job that vary pictures")
    parser.add_argument("--limit", type=int, help="pictures of each part at most, for a trial")
    parser.add_argument("--time-limit", type=float, default=float("inf"), help="no configuration begins after, in s")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--exact", action="store_true", help="float32 without TF32, in measuring too")
    parser.add_argument("--output", type=pathlib.Path, help="a file that gets the lines of JSON too")
    options = parser.parse_args()
    if options.pack:
        read_pictures(options).pack(options.pack)
        return 0
    if not options.configurations:
        parser.error("--configurations is needed")
    options.workers = options.workers or max(1, cores // options.jobs)
    return search(options)


if __name__ == "__main__":
    sys.exit(main())
