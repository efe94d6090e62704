"""The figures of a federation side by side: each site alone, the federation's model, and one that saw all pictures."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_KINDS = {"alone": "each site alone", "federated": "federated", "pooled": "pooled"}
_TITLES = {
    "auroc": "AUROC", "balanced_accuracy": "balanced accuracy", "sensitivity": "sensitivity",
    "specificity": "specificity", "ece": "ECE"}


def write(content: dict[str, Any], folder: Path) -> None:
    """Writes ``federated.json``, ``federated.md`` and ``federated.html``; means over the sites are added.

    Parameters
    ----------
    content
        ``sites``: of each its name and figures by kind (``alone``, ``federated``, ``pooled``), and what else is known.
    """
    content = {**content, "mean": _means(content["sites"])}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "federated.json").write_text(json.dumps(content, indent=1) + "\n")
    (folder / "federated.md").write_text(markdown(content))
    (folder / "federated.html").write_text(page(content))


def read(folder: Path) -> dict[str, Any]:
    """What `write` has written."""
    content: dict[str, Any] = json.loads((folder / "federated.json").read_text())
    return content


def markdown(content: dict[str, Any]) -> str:
    """The table as Markdown."""
    head = ["site", "test pictures", "model", *_TITLES.values()]
    lines = [head, ["---"] * len(head), *_rows(content)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page(content: dict[str, Any]) -> str:
    """The table as a page of its own."""
    head = "".join(f'<th scope="col">{html.escape(title)}</th>' for title in ("site", "test pictures", "model",
                                                                              *_TITLES.values()))
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in _rows(content))
    about = f"{content.get('strategy', '')}, {len(content.get('rounds', []))} rounds"
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Federation</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem }} table {{ border-collapse: collapse }}
th, td {{ padding: .3rem .8rem; border-bottom: 1px solid #8888; text-align: left }}</style>
<h1>Federation</h1>
<p>{html.escape(about)}. Figures on each site's test part; research software, not a medical device.</p>
<table><thead><tr>{head}</tr></thead><tbody>
{body}</tbody></table></html>
"""


# Implementation


def _kinds(entry: dict[str, Any]) -> Iterator[str]:
    return (kind for kind in _KINDS if kind in entry)


def _rows(content: dict[str, Any]) -> Iterator[list[str]]:
    for site in content["sites"]:
        count = site.get("counts", {}).get("test")
        for kind in _kinds(site):
            yield [str(site["name"]), "" if count is None else f"{count:.0f}", _KINDS[kind], *_cells(site[kind])]
    for kind in _kinds(content["mean"]):
        yield ["mean", "", _KINDS[kind], *_cells(content["mean"][kind])]


def _cells(figures: dict[str, float]) -> list[str]:
    return [f"{figures[name]:.3f}" if name in figures else "–" for name in _TITLES]


def _means(sites: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Plain means over the sites, of kinds and figures that all of them have."""
    means: dict[str, dict[str, float]] = {}
    for kind in _KINDS:
        figures = [site[kind] for site in sites if kind in site]
        if figures and len(figures) == len(sites):
            common = [name for name in _TITLES if all(name in entry for entry in figures)]
            means[kind] = {name: sum(entry[name] for entry in figures) / len(figures) for name in common}
    return means
