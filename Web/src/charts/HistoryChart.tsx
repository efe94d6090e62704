import { useState } from "react";
import { figure } from "../core/format";
import { ticks, wholeTicks } from "../core/ticks";
import type { Series } from "../core/trainingCurves";
import { path, Plot } from "./Plot";

interface HistoryChartProps {
  title: string;
  yLabel: string;
  series: Series[];
  best: number | null;
}

/** What was measured epoch by epoch; the values under the pointer stand in the key. */
export function HistoryChart({ title, yLabel, series, best }: HistoryChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const points = series.flatMap((one) => one.points);
  const epochs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  if (epochs.length === 0) return null;
  const [first, last] = [epochs[0] ?? 1, epochs[epochs.length - 1] ?? 1];
  const [low, high] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const y = { from: Math.max(low - room, low >= 0 ? 0 : -Infinity), to: high + room };
  const x = { from: first, to: Math.max(last, first + 1) };
  const epoch = at ?? last;
  return (
    <figure className="chart">
      <figcaption><h3>{title}</h3><span>epoch {epoch}{epoch === best ? ", the best" : ""}</span></figcaption>
      <Plot title={title} height={260}
        description={series.map((one) => `${one.label} at epoch ${epoch}: ${figure(valueAt(one, epoch))}`).join(". ")}
        x={{ label: "Epoch", ...x, ticks: wholeTicks(x.from, x.to) }}
        y={{ label: yLabel, ...y, ticks: ticks(y.from, y.to, 5) }}
        onPoint={(point) => setAt(point && nearest(epochs, point.x))}
        onKey={(by) => setAt(Math.min(last, Math.max(first, epoch + by)))}
      >
        {(scale) => (
          <>
            {best !== null && <path className="best-line" d={`M${scale.x(best)} ${scale.y(y.from)}V${scale.y(y.to)}`} />}
            {at !== null && <path className="hover-line" d={`M${scale.x(at)} ${scale.y(y.from)}V${scale.y(y.to)}`} />}
            {series.map((one, index) => (
              <g key={one.name} className={`series s${index % 6}`}>
                <path d={path(one.points, scale)} />
                {one.points.filter(({ x: place }) => place === epoch || one.points.length === 1)
                  .map((point) => <circle key={point.x} cx={scale.x(point.x)} cy={scale.y(point.y)} r="4" />)}
              </g>
            ))}
          </>
        )}
      </Plot>
      <ul className="legend">
        {series.map((one, index) => (
          <li key={one.name} className={`s${index % 6}`}>
            <i aria-hidden="true" />{one.label}<b>{figure(valueAt(one, epoch))}</b>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function nearest(epochs: readonly number[], x: number): number {
  return epochs.reduce((best, one) => (Math.abs(one - x) < Math.abs(best - x) ? one : best), epochs[0] ?? 1);
}

function valueAt(series: Series, epoch: number): number | null {
  return series.points.find(({ x }) => x === epoch)?.y ?? null;
}
