"""A run of measurements as one JSON file: when, of which commit, on which machine, and each figure beside the peer's.

    {"date", "commit", "machine": {"processor", "cores", "memory_gigabytes", "load"},
     "rows": [{"name", "unit", "hilum": {"value", "megabytes"}, "peer": {"value", "megabytes"}|null, "ratio"}],
     "curves": {side: [{"connections", "rate", "p50", "p99", …}]}}

Rows are those of `hilum bench --json`: a ratio says how many times better Hilum is than the peer in the same run, by turns on
the same machine. Only ratios can be held against those of another run. Standard library only.
"""
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
RATES = {"images/s", "readings/s"}


def machine():
    """The processor's name, the cores that we may use, memory, and how many processes wanted a core over the last minute."""
    names = re.findall(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"processor": names[0] if names else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "memory_gigabytes": round(memory, 1), "load": os.getloadavg()[0]}


def described(machine):
    """A machine in a few words."""
    return f"{machine['processor']}, {machine['cores']} cores"


def commit():
    """The commit's short name, with `-dirty` where files differ from it; None outside a repository."""
    done = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"],
                          capture_output=True, text=True)
    return done.stdout.strip() or None


def figure(value, megabytes=None):
    """A figure, and the memory of the process where it had one to itself."""
    return {"value": value} | ({} if megabytes is None else {"megabytes": megabytes})


def row(name, unit, hilum, peer=None):
    """A figure of Hilum's beside the peer's; where the unit is no rate, less is better."""
    ratio = None
    if peer and hilum["value"] > 0 and peer["value"] > 0:
        ratio = hilum["value"] / peer["value"] if unit in RATES else peer["value"] / hilum["value"]
    return {"name": name, "unit": unit, "hilum": hilum, "peer": peer, "ratio": ratio}


def run(rows, curves=None):
    """A run that ends now; its load is that before it began where `machine` was called then."""
    return {"date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "commit": commit(),
            "machine": machine(), "rows": rows} | ({"curves": curves} if curves else {})


def ratios(run):
    """The ratios of a run by name, those of memory with the others."""
    found = {}
    for row in run["rows"]:
        if row["ratio"] is not None:
            found[row["name"]] = row["ratio"]
        megabytes = [(row[side] or {}).get("megabytes") for side in ("hilum", "peer")]
        if all(megabytes):
            found[f"{row['name']}: memory"] = megabytes[1] / megabytes[0]
    return found


def write(run, place):
    """Writes a run to a file, or to a file of a folder that is named after day, commit and processor; the file."""
    if place.suffix != ".json":
        processor = re.sub(r"[^a-z0-9]+", "-", run["machine"]["processor"].lower()).strip("-")
        place = place / f"{run['date'][:10]}-{run['commit'] or 'unknown'}-{processor}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".json.new")
    unfinished.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n")
    unfinished.replace(place)
    return place


def read(file):
    """A run that was written."""
    return json.loads(file.read_text())


def lines(rows):
    """Rows as a Markdown table."""
    def cell(figure, unit):
        if figure is None:
            return "–"
        text = f"{figure['value']:.3g} {unit}" if figure["value"] < 100 else f"{figure['value']:.0f} {unit}"
        return text + (f", {figure['megabytes']:.0f} MB" if figure.get("megabytes") else "")
    yield "| | Hilum | peer | ratio |"
    yield "|---|---|---|---|"
    for row in rows:
        ratio = "–" if row["ratio"] is None else f"{row['ratio']:.2f}×"
        yield f"| {row['name']} | {cell(row['hilum'], row['unit'])} | {cell(row['peer'], row['unit'])} | {ratio} |"
