import type { Problem } from "../api/errors";
import type { ExplanationMap, ExplanationMethods, Reading } from "../api/types";
import { leading } from "../core/leading";
import type { HeatContent } from "../core/methods";

/** The heat-maps of a reading that a person has chosen, besides the one that came with it. */
export interface Heat {
  /** The class or finding chosen; null for the reading's own. */
  readonly chosen: string | null;
  /** The method chosen; null for the reading's own. */
  readonly method: string | null;
  /** The layer chosen; null for the method's own choice. */
  readonly layer: string | null;
  /** The maps that were asked for; see `heatKey`. */
  readonly maps: Readonly<Record<string, ExplanationMap>>;
  /** How many are made before the one chosen, 0 while it is made; null where none is waited for. */
  readonly before: number | null;
  readonly problem: Problem | null;
}

export const noHeat: Heat = { chosen: null, method: null, layer: null, maps: {}, before: null, problem: null };

/** What a person chooses of a heat-map. */
export type HeatChoice = Partial<Pick<Heat, "chosen" | "method" | "layer">>;

/** What comes with a reading by itself. */
export const ownMethod = "grad-cam";

/** The method of the heat-map that comes with a reading of a model. */
export function ownMethodOf(known: ExplanationMethods | null): string {
  return known?.methods.some(({ name }) => name === "attention") ? "attention" : ownMethod;
}

/** A heat-map to show; without an address while it is not there. */
export interface ShownHeat extends HeatContent {
  url: string | null;
  players: ExplanationMap["players"];
}

/** The class or finding that the heat-map of a reading speaks for: the likeliest class, or the leading finding. */
export function ownHeatOf(reading: Reading): string {
  return reading.task === "multi-label" ? leading(reading)?.name ?? reading.prediction : reading.prediction;
}

/** What tells one heat-map of a reading from another. */
export function heatKey({ of, method, layer }: HeatContent): string {
  return JSON.stringify([of, method, layer]);
}

/** The heat-map to show and what it speaks for; `own` is the method of the one that came with the reading. */
export function shownHeat({ reading, heat }: { reading: Reading | null; heat: Heat }, own = ownMethod): ShownHeat | null {
  if (!reading) return null;
  const content = { of: heat.chosen ?? ownHeatOf(reading), method: heat.method ?? own, layer: heat.layer };
  const isOwn = heat.method === null && heat.layer === null && content.of === ownHeatOf(reading);
  const map = heat.maps[heatKey({ ...content, method: heat.method ?? ownMethod })];
  return { ...content, url: isOwn ? reading.heatmap : map?.url ?? null, players: map?.players ?? null };
}
