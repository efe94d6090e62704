import type { Reading } from "../api/types";
import { byMargin, score } from "./findings";
import { className, list, percent, probabilityText } from "./format";
import { leading, type Leading } from "./leading";

/** A decision as people read it. */
export interface Verdict {
  word: string;
  why: string;
}

const isClose = (margin: number) => Math.abs(margin) < 0.1;
const named = (name: string) => className(name).toLowerCase();

/** What was decided and why; null where the reading does not say. */
export function verdict(reading: Reading): Verdict | null {
  const found = leading(reading);
  if (!found) return null;
  return reading.task === "multi-label" ? ofFindings(reading) : { word: wordOf(reading, found), why: whyOf(reading, found) };
}

/** What the probability decided on is of: "pneumonia", "anything but normal". */
export function subject({ name, negative }: Leading): string {
  return negative === null ? named(name) : `anything but ${named(negative)}`;
}

function wordOf({ decision }: Reading, { name, negative }: Leading): string {
  if (decision.positive) return className(name);
  return negative === null ? `No ${named(name)} found` : className(negative);
}

function whyOf({ decision, task, prediction }: Reading, found: Leading): string {
  const of = found.negative === null ? "" : ` for ${subject(found)}`;
  const said = decision.positive ? found.name : found.negative;
  return `${probabilityText(found.decided)}${of} is ${decision.positive ? "at or above" : "below"} the threshold of `
    + `${percent(decision.threshold)}${isClose(decision.margin) ? ": a close call" : ""}`
    + (task !== undefined && prediction !== said ? `; the likeliest class is ${named(prediction)}` : "");
}

function ofFindings({ findings = [] }: Reading): Verdict {
  const sorted = byMargin(findings);
  const found = sorted.filter(({ decision }) => decision);
  const names = found.map(({ name }) => className(name));
  const close = sorted.filter((one) => !one.decision && isClose(score(one) - 0.5)).length;
  return {
    word: names.length === 0 ? "No finding"
      : names.length <= 3 ? list(names) : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`,
    why: (found.length === 0 ? `None of ${findings.length} findings reaches its threshold`
      : `${found.length} of ${findings.length} findings ${found.length === 1 ? "reaches its threshold" : "reach their thresholds"}`)
      + (close > 0 ? `; ${close}${found.length > 0 ? " more" : ""} ${close === 1 ? "is a close call" : "are close calls"}` : ""),
  };
}
