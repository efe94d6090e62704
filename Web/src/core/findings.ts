import type { Finding, Task } from "../api/types";

/** How far a probability lies above its threshold; below it less than 0. */
export const marginOf = ({ probability, threshold }: Finding): number => probability - threshold;

/** A probability on a scale on which every threshold is at one half: from 0 to it, and from it to 1. */
export function score({ probability, threshold }: Pick<Finding, "probability" | "threshold">): number {
  return probability < threshold ? probability / (2 * threshold)
    : 0.5 + (probability - threshold) / (2 * Math.max(1e-9, 1 - threshold));
}

/** Findings from the one farthest above its threshold on, of equals as they come. */
export function byMargin<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort((a, b) => marginOf(b) - marginOf(a));
}

/** A decision in words: a finding is found or not; a class, of which others exist, is called or not. */
export function decisionWord(task: Task, called: boolean): string {
  const word = task === "multi-label" ? "found" : "called";
  return called ? word : `not ${word}`;
}

/** Findings as one field of a table, as the server's own export has them: `Mass=0.61*;Effusion=0.2`, a star where called. */
export function findingsField(findings: readonly Finding[] | undefined): string | null {
  return findings?.map(({ name, probability, decision }) => `${name}=${probability}${decision ? "*" : ""}`).join(";") ?? null;
}
