import { csv } from "../core/csv";
import { findingsField } from "../core/findings";
import { leading } from "../core/leading";
import { opinionText } from "../core/opinions";
import type { Item } from "../state/worklist";

/** The worklist as a table, one file a line, in the order shown. */
export function readingsTable(items: readonly Item[]): string {
  const heading = [
    "file", "frame", "state", "prediction", "positive_class", "probability", "threshold", "positive", "in_distribution", "quality", "model",
    "version", "milliseconds", "request_id", "feedback", "problem",
    "task", "leading", "findings",
  ];
  const rows = items.map(({ name, frame, state, reading, problem, feedback }) => {
    const target = reading && leading(reading);
    return [
      name, frame, state, reading?.prediction ?? null, target && (target.negative === null ? target.name : `not ${target.negative}`),
      target?.decided ?? null,
      reading?.decision.threshold ?? null, reading?.decision.positive ?? null, reading?.in_distribution ?? null,
      reading?.quality.join("; ") ?? null, reading?.model.name ?? null, reading?.model.version ?? null,
      reading?.milliseconds ?? null, reading?.request_id ?? null, feedback && opinionText(feedback),
      problem?.message ?? null, reading?.task ?? null, (reading?.task && target?.name) ?? null, findingsField(reading?.findings),
    ];
  });
  return csv(heading, rows);
}
