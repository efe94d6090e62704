"""Several sites out of one data set, to try a federation with."""

from __future__ import annotations

import csv
import os
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hilum import program
from hilum.federated.errors import FederationError

if TYPE_CHECKING:
    from PIL import Image


def make_sites(
    data: str | os.PathLike[str], output: str | os.PathLike[str], *, count: int = 3, limit: int | None = None,
    different: bool = True, seed: int = 101010,
) -> list[Path]:
    """Divides a data set by patient into sites whose pictures differ as those of different machines do.

    Parameters
    ----------
    data
        A folder or table in any layout that the program knows.
    output
        A new folder; it gets ``site-1``, ``site-2``, …, each with class folders and ``samples.csv``.
    count
        Sites.
    limit
        Pictures of each class that a site gets at most.
    different
        Whether the pictures of the second site have less contrast and more light, those of the third are softer and
        stored with more loss, and so on in turn; those of the first are as they are. It needs Pillow.
    seed
        Of the patients' order.
    """
    folder = Path(output)
    if folder.exists() and any(folder.iterdir()):
        raise FederationError("output", f"{folder.name} is there already and not empty")
    changes = _changes() if different else [None]
    with tempfile.TemporaryDirectory() as scratch:
        links = Path(scratch) / "data"
        program.run(["data", "split", os.fspath(data), "--output", str(links), "--val", "0.1", "--test", "0.2"])
        with (links / "samples.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        for number, own in enumerate(_dealt(rows, count, seed)):
            _write(own, links, folder / f"site-{number + 1}", limit, changes[number % len(changes)])
    return [folder / f"site-{number + 1}" for number in range(count)]


# Implementation


def _dealt(rows: list[dict[str, str]], count: int, seed: int) -> list[list[dict[str, str]]]:
    """Rows for each site: patients of each class are dealt out in turn, in random order."""
    patients: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        patients[row["patient"]].append(row)
    by_class: dict[str, list[str]] = defaultdict(list)
    for patient, own in sorted(patients.items()):
        by_class[own[0]["label"]].append(patient)
    sites: list[list[dict[str, str]]] = [[] for _ in range(count)]
    order = random.Random(seed)
    for _, names in sorted(by_class.items()):
        order.shuffle(names)
        for index, name in enumerate(names):
            sites[index % count].extend(patients[name])
    return sites


def _write(
    rows: list[dict[str, str]], links: Path, folder: Path, limit: int | None,
    change: Callable[[Path, Path], None] | None,
) -> None:
    taken: dict[str, int] = defaultdict(int)
    folder.mkdir(parents=True)
    with (folder / "samples.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "label", "patient"])
        for row in rows:
            if limit is not None and taken[row["label"]] >= limit:
                continue
            taken[row["label"]] += 1
            source = (links / row["path"]).resolve()
            place = folder / row["label"] / (source.stem + (".png" if change else source.suffix))
            place.parent.mkdir(exist_ok=True)
            if change:
                change(source, place)
            else:
                place.symlink_to(source)
            table.writerow([place.relative_to(folder).as_posix(), row["label"], row["patient"]])


def _changes() -> list[Callable[[Path, Path], None] | None]:
    """What the machines of sites do to a picture, in turn."""
    from io import BytesIO

    from PIL import Image, ImageEnhance, ImageFilter

    def bright(image: Image.Image) -> Image.Image:
        return ImageEnhance.Brightness(ImageEnhance.Contrast(image).enhance(0.6)).enhance(1.25)

    def soft(image: Image.Image) -> Image.Image:
        blurred = image.filter(ImageFilter.GaussianBlur(image.width / 224))
        stored = BytesIO()
        blurred.save(stored, "JPEG", quality=25)
        return Image.open(BytesIO(stored.getvalue()))

    def changed(change: Callable[[Image.Image], Image.Image]) -> Callable[[Path, Path], None]:
        def write(source: Path, place: Path) -> None:
            with Image.open(source) as image:
                change(image.convert("L")).save(place)

        return write

    return [None, changed(bright), changed(soft)]
