import type { Problem } from "../api/errors";
import type { Reading } from "../api/types";
import { leading } from "../core/leading";

/** The heat-maps of a reading that a person has chosen, besides the one that came with it. */
export interface Heat {
  /** The class or finding chosen; null for the reading's own. */
  readonly chosen: string | null;
  /** Data URLs by class or finding, as they were asked for. */
  readonly maps: Readonly<Record<string, string>>;
  readonly problem: Problem | null;
}

export const noHeat: Heat = { chosen: null, maps: {}, problem: null };

/** The class or finding that the heat-map of a reading speaks for: the likeliest class, or the leading finding. */
export function ownHeatOf(reading: Reading): string {
  return reading.task === "multi-label" ? leading(reading)?.name ?? reading.prediction : reading.prediction;
}

/** The heat-map to show and what it speaks for; without an address while it is not there. */
export function shownHeat({ reading, heat }: { reading: Reading | null; heat: Heat }): { of: string; url: string | null } | null {
  if (!reading) return null;
  const own = ownHeatOf(reading);
  const of = heat.chosen ?? own;
  return { of, url: of === own ? reading.heatmap : heat.maps[of] ?? null };
}
