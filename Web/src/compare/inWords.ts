import { className, probabilityText } from "../core/format";
import { positive } from "../core/sorting";
import type { Item } from "../state/worklist";

/** A reading in a few words. */
export function inWords(item: Item): string {
  const target = item.reading && positive(item.reading);
  if (!item.reading || !target) return item.problem?.message ?? "being read…";
  const decision = item.reading.decision.positive ? "positive" : "negative";
  return `${className(target.name)} ${probabilityText(target.probability)}, ${decision}`;
}
