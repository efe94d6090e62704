import { useState } from "react";
import { calibrationError, type ReliabilityBin } from "../core/curves";
import { figure, percent } from "../core/format";
import { wilson } from "../core/statistics";
import { path, Plot, unitTicks } from "./Plot";

/** Predicted against observed share of positives: on the diagonal, 80 % means 80 %. */
export function ReliabilityChart({ bins }: { bins: ReliabilityBin[] }) {
  const [at, setAt] = useState<number | null>(null);
  const bin = at === null ? null : bins[at];
  const largest = Math.max(1, ...bins.map(({ n }) => n));
  return (
    <figure className="chart">
      <figcaption><h3>Reliability</h3><span>ECE {figure(calibrationError(bins))}</span></figcaption>
      <Plot title="Reliability" description={bins.map(({ predicted, observed, n }) =>
        `Of ${n} cases predicted about ${percent(predicted, 0)}, ${percent(observed, 0)} were positive`).join(". ")}
        x={{ label: "Predicted probability", from: 0, to: 1, ticks: unitTicks }}
        y={{ label: "Share that is positive", from: 0, to: 1, ticks: unitTicks }}
        onPoint={(point) => setAt(point && bins.length > 0 ? nearest(bins, point.x) : null)}
        onKey={(by) => setAt((before) => Math.min(bins.length - 1, Math.max(0, (before ?? 0) + by)))}
      >
        {(scale) => (
          <>
            {bins.map(({ predicted, n }) => {
              const height = (n / largest) * 60;
              return (
                <rect key={predicted} className="count-bar" x={scale.x(predicted) - 9} width="18" y={scale.y(0) - height}
                  height={height} />
              );
            })}
            <path className="chance" d={path([{ x: 0, y: 0 }, { x: 1, y: 1 }], scale)} />
            {bins.map(({ predicted, observed, n }) => {
              const range = wilson(observed * n, n);
              return range && (
                <path key={predicted} className="whisker"
                  d={`M${scale.x(predicted)} ${scale.y(range[0])}V${scale.y(range[1])}`} />
              );
            })}
            <path className="curve"
              d={path(bins.map(({ predicted, observed }) => ({ x: predicted, y: observed })), scale)} />
            {bins.map(({ predicted, observed }, index) => (
              <circle key={predicted} className={index === at ? "hover-mark" : "mark small"} cx={scale.x(predicted)}
                cy={scale.y(observed)} r={index === at ? 6 : 4} />
            ))}
          </>
        )}
      </Plot>
      <p className="readout" aria-live="polite">
        {bin ? `${bin.n} cases predicted ${percent(bin.predicted)}: ${percent(bin.observed)} were positive`
          : "bars: how many cases; whiskers: 95 % intervals (Wilson)"}
      </p>
    </figure>
  );
}

function nearest(bins: readonly ReliabilityBin[], x: number): number {
  return bins.reduce((best, { predicted }, index) =>
    Math.abs(predicted - x) < Math.abs((bins[best]?.predicted ?? Infinity) - x) ? index : best, 0);
}
