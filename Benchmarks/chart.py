#!/usr/bin/env python3
"""Draws what was measured as SVG. Standard library only.

    python3 Benchmarks/chart.py ratios FOLDER|FILE… OUT.svg      ratios to the peer over the runs, a panel a machine
    python3 Benchmarks/chart.py curve FILE OUT.svg               throughput, p50 and p99 by connections
"""
import argparse
import html
import math
import pathlib

import record

COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#e377c2", "#17becf", "#7f7f7f", "#bcbd22"]
# What tells the lines apart once all colours are used.
DASHES = ["none", "6 3", "2 2"]
HEIGHT, LEFT, TOP, BOTTOM, GAP = 220, 48, 28, 44, 24


class Panel:
    """Lines over places with names; the values' axis is logarithmic."""

    def __init__(self, title, places, lines):
        """`lines` has for each name a value a place, None where there is none."""
        self.title, self.places, self.lines = title, places, lines
        self.width = LEFT + max(250, 56 * len(places))
        values = [value for line in lines.values() for value in line if value]
        low, high = (min(values), max(values)) if values else (1, 1)
        self.low, self.high = math.log(low * 0.9), math.log(high * 1.1)

    def _x(self, place):
        return LEFT + (place + 0.5) * (self.width - LEFT) / len(self.places)

    def _y(self, value):
        return TOP + HEIGHT * (self.high - math.log(value)) / (self.high - self.low)

    def _ticks(self):
        """Round numbers within the axis; fewer where it spans much."""
        steps = (1, 2, 5) if self.high - self.low > math.log(3) else (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
        numbers = (step * 10**power for power in range(-3, 6) for step in steps)
        return [number for number in numbers if self.low <= math.log(number) <= self.high]

    def svg(self, left, strokes):
        """The panel with its left edge at `left`."""
        yield f'<g class="panel" transform="translate({left} 0)">'
        yield f'<text x="{LEFT}" y="16" font-weight="bold">{html.escape(self.title)}</text>'
        for tick in self._ticks():
            y = self._y(tick)
            yield f'<line x1="{LEFT}" x2="{self.width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
            yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>'
        for place, name in enumerate(self.places):
            x = self._x(place)
            yield f'<text x="{x:.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">{html.escape(name)}</text>'
        for name, line in self.lines.items():
            points = [(self._x(place), self._y(value)) for place, value in enumerate(line) if value]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield f'<polyline points="{path}" fill="none" {strokes[name]}/>'
            for x, y in points:
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1" {strokes[name]}/>'
        yield "</g>"


def stroke(number):
    """How the line of this number looks."""
    colour, dashes = COLOURS[number % len(COLOURS)], DASHES[number // len(COLOURS) % len(DASHES)]
    return f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"'


def figure(panels, caption):
    """Panels side by side over what their lines mean."""
    names = list(dict.fromkeys(name for panel in panels for name in panel.lines))
    strokes = {name: stroke(number) for number, name in enumerate(names)}
    width, legend = sum(panel.width + GAP for panel in panels), TOP + HEIGHT + BOTTOM
    height = legend + 18 * len(names) + 24
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
             'font-family="sans-serif" font-size="11">', '<rect width="100%" height="100%" fill="white"/>']
    left = 0
    for panel in panels:
        lines += panel.svg(left, strokes)
        left += panel.width + GAP
    for number, name in enumerate(names):
        y = legend + 18 * number
        lines.append(f'<line x1="{LEFT}" x2="{LEFT + 24}" y1="{y - 4}" y2="{y - 4}" {strokes[name]}/>')
        lines.append(f'<text x="{LEFT + 30}" y="{y}">{html.escape(name)}</text>')
    lines.append(f'<text x="{LEFT}" y="{height - 10}" fill="#666">{html.escape(caption)}</text>')
    return "\n".join(lines + ["</svg>"]) + "\n"


def ratios(runs):
    """The ratios to the peer over the runs, a panel a machine."""
    machines = {}
    for run in sorted(runs, key=lambda run: run["date"]):
        machines.setdefault(record.described(run["machine"]), []).append(run)
    panels = []
    for machine, some in machines.items():
        found = [record.ratios(run) for run in some]
        names = dict.fromkeys(name for one in found for name in one)
        panels.append(Panel(machine, [str(run["commit"]) for run in some],
                            {name: [one.get(name) for one in found] for name in names}))
    return figure(panels, "how many times better than the PyTorch peer in the same run, by commit")


def curve(run):
    """Throughput, p50 and p99 of every side by connections."""
    curves = run["curves"]
    counts = sorted({point["connections"] for points in curves.values() for point in points})
    panels = []
    for key, title in (("rate", "readings/s"), ("p50", "p50, ms"), ("p99", "p99, ms")):
        by_count = {side: {point["connections"]: point[key] for point in points} for side, points in curves.items()}
        panels.append(Panel(f"{title}, by connections", [str(count) for count in counts],
                            {side: [values.get(count) for count in counts] for side, values in by_count.items()}))
    return figure(panels, f"{record.described(run['machine'])}; {run['date'][:10]}, commit {run['commit']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["ratios", "curve"])
    parser.add_argument("runs", type=pathlib.Path, nargs="+", help="files of runs, or a folder of them")
    parser.add_argument("output", type=pathlib.Path)
    options = parser.parse_args()
    files = [file for place in options.runs for file in (sorted(place.glob("*.json")) if place.is_dir() else [place])]
    if not files or (options.kind == "curve" and len(files) != 1):
        parser.error("a curve is drawn of one file, ratios of one or more")
    runs = [record.read(file) for file in files]
    options.output.write_text(ratios(runs) if options.kind == "ratios" else curve(runs[0]))


if __name__ == "__main__":
    main()
