import type { Metrics } from "../api/types";
import { figure, interval } from "../core/format";

/** A figure with its 95 % interval. */
export function Ranged({ metrics, name }: { metrics: Metrics | undefined; name: string }) {
  const range = metrics?.confidence_intervals?.[name];
  return <>{figure(metrics?.[name])} {range && <span className="fine">{interval(range)}</span>}</>;
}
