import type { Metrics, SeveralMetrics } from "../api/types";

/** Figures of several classes or findings; null for those of two classes. */
export function asSeveral(metrics: Metrics | null | undefined): SeveralMetrics | null {
  const known = metrics as Partial<SeveralMetrics> | null | undefined;
  return known?.task && Array.isArray(known.classes) && known.per_class ? (known as SeveralMetrics) : null;
}
