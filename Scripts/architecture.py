#!/usr/bin/env python3
"""Draws docs/architecture.svg from Package.swift: a module stands right of all that it imports.

    Scripts/architecture.py            writes the picture
    Scripts/architecture.py --check    exits with 1 where the picture is not that of Package.swift

Only modules of Swift are drawn; a line that follows from others is left out (A imports B and C, B imports C: no line from
A to C), and what C libraries a module wraps stands below its name.
"""
import html
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/architecture.svg"

# What a module of C stands for.
LIBRARIES = {
    "CArchive": "DCMTK, OpenSSL", "CDICOM": "DCMTK, OpenJPEG", "COpenVINO": "OpenVINO", "CPNG": "libpng", "CRSVG": "librsvg",
    "CTorch": "LibTorch", "CTurboJPEG": "libjpeg-turbo", "CHTTPBody": "zlib",
}
WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 172, 40, 226, 58, 16


def targets():
    """The modules of Swift, each with the modules that it imports: (Swift ones, C ones)."""
    with tempfile.TemporaryDirectory() as scratch:
        line = ["swift", "package", "--package-path", str(ROOT), "--scratch-path", scratch, "dump-package"]
        described = json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)["targets"]
    kinds = {target["name"]: target["type"] for target in described}
    shims = {name for name, kind in kinds.items() if name[0] == "C" and name[1].isupper()}
    modules = {}
    for target in described:
        name = target["name"]
        if kinds[name] not in ("regular", "executable") or name in shims or name.endswith(("Testing", "-benchmark")):
            continue
        found = [(entry.get("byName") or entry.get("target") or [None])[0] for entry in target["dependencies"]]
        own = sorted(each for each in found if kinds.get(each) in ("regular", "executable") and each not in shims)
        modules[name] = (own, sorted(each for each in found if each in shims))
    return modules


def reached(modules, name):
    """All that a module imports, near and far."""
    near = modules[name][0]
    return set(near).union(*(reached(modules, each) for each in near))


def reduced(modules):
    """The lines that don't follow from others."""
    lines = []
    for name, (near, _) in modules.items():
        behind = set().union(*(reached(modules, each) for each in near))
        lines += [(name, each) for each in near if each not in behind]
    return lines


class Way(str):
    """Where lines from a module pass a column on their way to farther ones; all lines from it share the place."""


def columns(modules, lines):
    """Modules and ways by column, in an order with few crossings, and the steps of the lines from column to column."""
    depth = {}

    def measure(name):
        if name not in depth:
            depth[name] = max((measure(each) + 1 for each in modules[name][0]), default=0)
        return depth[name]

    for name in modules:
        measure(name)
    placed = [sorted(name for name in modules if depth[name] == at) for at in range(max(depth.values()) + 1)]
    steps = set()
    for above, below in lines:
        last = below
        for at in range(depth[below] + 1, depth[above]):
            way = Way(f"{below} at {at}")
            if way not in placed[at]:
                placed[at].append(way)
            steps.add((last, way))
            last = way
        steps.add((last, above))
    beside = {name: [] for column in placed for name in column}
    for below, above in sorted(steps):
        beside[above].append(below)
        beside[below].append(above)
    for turn in range(40):
        middles = {name: middle for column in placed for name, middle in zip(column, spread(column))}
        for column in placed[:: 1 if turn % 2 else -1]:
            column.sort(key=lambda name: (sum(middles[each] for each in beside[name]) / max(1, len(beside[name])), name))
            middles |= dict(zip(column, spread(column)))
    return placed, sorted(steps)


def spread(column):
    """The middles of a column's places, around 0."""
    rooms = [16 if isinstance(name, Way) else DOWN for name in column]
    ends = [sum(rooms[: at + 1]) for at in range(len(rooms))]
    return [end - room / 2 - sum(rooms) / 2 for end, room in zip(ends, rooms)]


def drawn(modules):
    placed, steps = columns(modules, reduced(modules))
    middles = {name: (at, middle) for at, column in enumerate(placed) for name, middle in zip(column, spread(column))}
    half = max(abs(middle) for _, middle in middles.values()) + HEIGHT / 2 + MARGIN
    place = {name: (MARGIN + at * ACROSS, half + middle) for name, (at, middle) in middles.items()}
    width, height = 2 * MARGIN + (len(placed) - 1) * ACROSS + WIDTH, 2 * half
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        'role="img" font-family="DejaVu Sans, sans-serif">',
        "<title>The modules of Hilum: each stands right of all that it imports</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for below, above in steps:
        (x, y), (right, level) = place[below], place[above]
        x += WIDTH
        bend = (right - x) / 2
        over = f"M{x - WIDTH:g} {y:g}H{x:g}" if isinstance(below, Way) else f"M{x:g} {y:g}"
        parts.append(
            f'<path d="{over}C{x + bend:g} {y:g} {right - bend:g} {level:g} {right:g} {level:g}" fill="none" stroke="#9aa7b5"/>')
    for name in sorted(modules):
        x, y = place[name]
        wraps = [LIBRARIES[each] for each in modules[name][1] if each in LIBRARIES]
        fill = "#dbe9f6" if name.startswith("hilum") else "#f4f6f8"
        parts.append(
            f'<rect x="{x:g}" y="{y - HEIGHT / 2:g}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{fill}" stroke="#51606f"/>'
            f'<text x="{x + WIDTH / 2:g}" y="{y - (2 if wraps else -5):g}" text-anchor="middle" font-size="13" fill="#1c2733">'
            f"{name}</text>")
        if wraps:
            parts.append(
                f'<text x="{x + WIDTH / 2:g}" y="{y + 12:g}" text-anchor="middle" font-size="8" fill="#51606f">'
                f"{html.escape(', '.join(wraps))}</text>")
    return "\n".join(parts + ["</svg>", ""])


def main():
    picture = drawn(targets())
    if "--check" in sys.argv[1:]:
        if not PICTURE.exists() or PICTURE.read_text() != picture:
            sys.exit("docs/architecture.svg is not that of Package.swift: run Scripts/architecture.py")
    else:
        PICTURE.write_text(picture)


if __name__ == "__main__":
    main()
