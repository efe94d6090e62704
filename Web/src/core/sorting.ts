import type { Reading } from "../api/types";
import { screeningScore } from "./leading";

export type Sorting = "added" | "probability" | "probability-up" | "name" | "state";

export const sortings: readonly [Sorting, string][] = [
  ["added", "Order added"], ["probability", "Probability, highest first"], ["probability-up", "Probability, lowest first"],
  ["name", "Name"], ["state", "Problems first"],
];

interface Sortable {
  id: number;
  name: string;
  state: string;
  reading: Reading | null;
}

const rank: Record<string, number> = { failed: 0, waiting: 1, reading: 2, queued: 3, done: 4 };

/** The items in the order wanted; those without a reading come last where the order is by probability. */
export function order<T extends Sortable>(items: readonly T[], by: Sorting): T[] {
  const probability = ({ reading }: T) => (reading ? screeningScore(reading) ?? -1 : -1);
  const list = [...items];
  switch (by) {
    case "added": return list;
    case "name": return list.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    case "probability": return list.sort((a, b) => probability(b) - probability(a) || a.id - b.id);
    case "probability-up": {
      const low = (item: T) => (item.reading ? probability(item) : Infinity);
      return list.sort((a, b) => (low(a) === low(b) ? a.id - b.id : low(a) - low(b)));
    }
    case "state": {
      const trust = ({ reading }: T) =>
        (reading && (reading.in_distribution === false || reading.quality.length > 0) ? -0.5 : 0);
      return list.sort((a, b) => (rank[a.state] ?? 9) + trust(a) - (rank[b.state] ?? 9) - trust(b) || a.id - b.id);
    }
  }
}
