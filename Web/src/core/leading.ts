import type { Reading } from "../api/types";
import { byMargin, score } from "./findings";

/** What a reading's decision rests on. */
export interface Leading {
  /** The positive class, or the class or finding that speaks most for one. */
  name: string;
  /** Its own calibrated probability. */
  probability: number;
  /** The probability that is held against the threshold: its own, or that of all classes together but `negative`. */
  decided: number;
  /** The class that says that nothing is found, where all others are decided on together. */
  negative: string | null;
}

/** What the decision rests on; null where the reading does not say. */
export function leading(reading: Reading): Leading | null {
  switch (reading.task) {
    case undefined: return ofTwo(reading);
    case "multi-class": return ofClasses(reading);
    case "multi-label": {
      const first = byMargin(reading.findings ?? [])[0];
      return first ? { name: first.name, probability: first.probability, decided: first.probability, negative: null } : null;
    }
  }
}

/** A number by which readings are sorted: the probability decided on; of findings, whose thresholds differ, 0.5 at the threshold. */
export function screeningScore(reading: Reading): number | null {
  const found = leading(reading);
  if (!found || reading.task !== "multi-label") return found?.decided ?? null;
  return score({ probability: found.decided, threshold: reading.decision.threshold });
}

// The decision's margin is the probability that was decided on less the threshold: that tells what it is about.

function ofTwo({ probabilities, decision, prediction }: Reading): Leading | null {
  const target = decision.threshold + decision.margin;
  const names = Object.keys(probabilities);
  const found = nearest(names, (name) => Math.abs((probabilities[name] ?? 0) - target)) ?? prediction;
  const tied = names.filter((name) => Math.abs((probabilities[name] ?? 0) - (probabilities[found] ?? 0)) < 1e-9);
  const name = tied.length > 1 ? names[names.length - 1] ?? found : found;
  const probability = probabilities[name];
  return probability === undefined ? null : { name, probability, decided: probability, negative: null };
}

/** The last class against the rest, or all classes but the one that says that nothing is found. */
function ofClasses({ findings = [], decision }: Reading): Leading | null {
  const target = decision.threshold + decision.margin;
  const last = findings[findings.length - 1];
  if (!last) return null;
  const distance = (probability: number) => Math.abs(probability - target);
  const negative = nearest(findings, ({ probability }) => distance(1 - probability));
  if (!negative || distance(last.probability) < distance(1 - negative.probability) + 1e-9) {
    return { name: last.name, probability: last.probability, decided: last.probability, negative: null };
  }
  const first = nearest(findings.filter((one) => one !== negative), ({ probability }) => -probability) ?? last;
  return { name: first.name, probability: first.probability, decided: 1 - negative.probability, negative: negative.name };
}

/** The first of those with the least distance. */
function nearest<T>(all: readonly T[], distance: (one: T) => number): T | null {
  return all.reduce<T | null>((best, one) => (best === null || distance(one) < distance(best) - 1e-9 ? one : best), null);
}
