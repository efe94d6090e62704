import type { Reading } from "../api/types";

export type Sorting = "added" | "probability" | "probability-up" | "name" | "state";

export const sortings: readonly [Sorting, string][] = [
  ["added", "Order added"], ["probability", "Probability, highest first"], ["probability-up", "Probability, lowest first"],
  ["name", "Name"], ["state", "Problems first"],
];

/** The class that the operating point is about, and its probability; null where the reading does not say. */
export function positive(reading: Reading): { name: string; probability: number } | null {
  const { probabilities, decision, prediction } = reading;
  const target = decision.threshold + decision.margin;
  const names = Object.keys(probabilities);
  // The decision's margin is the positive class's probability less the threshold: that tells which class it is.
  const found = names.reduce<string | null>((best, name) => {
    const distance = (candidate: string) => Math.abs((probabilities[candidate] ?? 0) - target);
    return best === null || distance(name) < distance(best) - 1e-9 ? name : best;
  }, null) ?? prediction;
  const tied = names.filter((name) => Math.abs((probabilities[name] ?? 0) - (probabilities[found] ?? 0)) < 1e-9);
  const name = tied.length > 1 ? names[names.length - 1] ?? found : found;
  const probability = probabilities[name];
  return probability === undefined ? null : { name, probability };
}

interface Sortable {
  id: number;
  name: string;
  state: string;
  reading: Reading | null;
}

const rank: Record<string, number> = { failed: 0, waiting: 1, reading: 2, queued: 3, done: 4 };

/** The items in the order wanted; those without a reading come last where the order is by probability. */
export function order<T extends Sortable>(items: readonly T[], by: Sorting): T[] {
  const probability = ({ reading }: T) => (reading ? positive(reading)?.probability ?? -1 : -1);
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
