import { useEffect, useState, type KeyboardEvent } from "react";
import { colorMapNames } from "../core/colormaps";
import { plainGrey, type Grey } from "../core/grey";
import { fitted, type View } from "../core/view";
import { settings } from "../state/settings";
import type { Tool } from "./Viewer";

/** View, grey and tool of a viewer, and what its keys do. */
export interface ViewerControls {
  view: View;
  grey: Grey;
  tool: Tool;
  setView: (view: View) => void;
  setGrey: (grey: Grey) => void;
  setTool: (tool: Tool) => void;
  reset: () => void;
  onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Keys of the viewer, for the list of shortcuts. */
export const viewerKeys: readonly [string, string][] = [
  ["H", "heat-map on or off"], ["[ ]", "heat-map weaker, stronger"], ["C", "next colour map"], ["I", "invert black and white"],
  ["W", "drag changes window and level, or moves"], ["+ −", "zoom"], ["Arrows", "move"],
  ["R or 0", "reset everything"], ["J K", "next, previous file"], [", .", "previous, next frame of a file"],
];

const nothing = () => undefined;

/** `step` goes to another file, `turn` to another picture of the file. */
export function useViewer(
  id: number | null, step: (by: number) => void = nothing, turn: (by: number) => void = nothing,
): ViewerControls {
  const [view, setView] = useState(fitted);
  const [grey, setGrey] = useState(plainGrey);
  const [tool, setTool] = useState<Tool>("pan");
  useEffect(() => {
    setView(fitted);
    setGrey(plainGrey);
  }, [id]);
  const reset = () => {
    setView(fitted);
    setGrey(plainGrey);
  };

  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { overlay, opacity, colorMap, shortcuts } = settings.state;
    const zoom = (factor: number) => setView({ ...view, zoom: Math.min(16, Math.max(0.5, view.zoom * factor)) });
    const pan = (x: number, y: number) =>
      setView({ ...view, x: clamp(view.x + x / view.zoom), y: clamp(view.y + y / view.zoom) });
    const arrows: Record<string, () => void> = {
      ArrowLeft: () => pan(0.05, 0), ArrowRight: () => pan(-0.05, 0),
      ArrowUp: () => pan(0, 0.05), ArrowDown: () => pan(0, -0.05),
    };
    const single: Record<string, () => void> = {
      h: () => settings.change({ overlay: !overlay }),
      "[": () => settings.change({ opacity: Math.max(0, round(opacity - 0.05)) }),
      "]": () => settings.change({ opacity: Math.min(1, round(opacity + 0.05)) }),
      c: () => settings.change({ colorMap: next(colorMapNames, colorMap) }),
      i: () => setGrey({ ...grey, inverted: !grey.inverted }),
      w: () => setTool(tool === "pan" ? "grey" : "pan"),
      "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8),
      r: reset, "0": reset, j: () => step(1), k: () => step(-1), ",": () => turn(-1), ".": () => turn(1),
    };
    const act = arrows[event.key] ?? (shortcuts ? single[event.key.toLowerCase()] : undefined);
    if (!act) return;
    event.preventDefault();
    act();
  };
  return { view, grey, tool, setView, setGrey, setTool, reset, onKey };
}

const clamp = (value: number) => Math.min(0.5, Math.max(-0.5, value));
const round = (value: number) => Math.round(value * 100) / 100;

function next<T>(list: readonly T[], value: T): T {
  return list[(list.indexOf(value) + 1) % list.length] ?? value;
}
