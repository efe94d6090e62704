import { csv } from "../core/csv";
import { positive } from "../core/sorting";
import type { Item } from "../state/worklist";

/** The worklist as a table, one file a line, in the order shown. */
export function readingsTable(items: readonly Item[]): string {
  const heading = [
    "file", "frame", "state", "prediction", "positive_class", "probability", "threshold", "positive", "in_distribution", "quality", "model",
    "version", "milliseconds", "request_id", "feedback", "problem",
  ];
  const rows = items.map(({ name, frame, state, reading, problem, feedback }) => {
    const target = reading && positive(reading);
    return [
      name, frame, state, reading?.prediction ?? null, target?.name ?? null, target?.probability ?? null,
      reading?.decision.threshold ?? null, reading?.decision.positive ?? null, reading?.in_distribution ?? null,
      reading?.quality.join("; ") ?? null, reading?.model.name ?? null, reading?.model.version ?? null,
      reading?.milliseconds ?? null, reading?.request_id ?? null, feedback, problem?.message ?? null,
    ];
  });
  return csv(heading, rows);
}
