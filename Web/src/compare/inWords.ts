import { className, probabilityText } from "../core/format";
import { leading } from "../core/leading";
import { verdict } from "../core/verdict";
import type { Item } from "../state/worklist";

/** A reading in a few words. */
export function inWords(item: Item): string {
  const target = item.reading && leading(item.reading);
  if (!item.reading || !target) return item.problem?.message ?? "being read…";
  if (item.reading.task) return verdict(item.reading)?.word ?? "";
  const decision = item.reading.decision.positive ? "positive" : "negative";
  return `${className(target.name)} ${probabilityText(target.probability)}, ${decision}`;
}
