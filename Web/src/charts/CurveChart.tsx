import { useMemo, useState } from "react";
import { pointAt, type CurvePoint } from "../core/curves";
import { figure } from "../core/format";
import { path, Plot, unitTicks } from "./Plot";

interface CurveChartProps {
  title: string;
  xLabel: string;
  yLabel: string;
  points: CurvePoint[];
  /** What the line of chance is: the diagonal of a ROC, or a height. */
  chance: "diagonal" | number;
  threshold: number;
  summary: string;
}

/** A ROC or precision-recall curve; the value under the pointer is shown, and the point of the threshold marked. */
export function CurveChart({ title, xLabel, yLabel, points, chance, threshold, summary }: CurveChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const mark = useMemo(() => pointAt(points, threshold), [points, threshold]);
  const hovered = at === null ? null : points[at] ?? null;
  const nearest = (point: { x: number; y: number } | null) => {
    if (!point) return setAt(null);
    const distance = ({ x, y }: CurvePoint) => (x - point.x) ** 2 + (y - point.y) ** 2;
    setAt(points.reduce(
      (best, candidate, index) => (distance(candidate) < distance(points[best] ?? candidate) ? index : best), 0));
  };
  const shown = hovered ?? mark;
  return (
    <figure className="chart">
      <figcaption><h3>{title}</h3><span>{summary}</span></figcaption>
      <Plot title={title} description={`${summary}. Arrow keys read the points.`}
        x={{ label: xLabel, from: 0, to: 1, ticks: unitTicks }} y={{ label: yLabel, from: 0, to: 1, ticks: unitTicks }}
        onPoint={nearest} onKey={(by) => setAt((before) => Math.min(points.length - 1, Math.max(0, (before ?? 0) + by)))}
      >
        {(scale) => (
          <>
            <path className="chance" d={chance === "diagonal" ? path([{ x: 0, y: 0 }, { x: 1, y: 1 }], scale)
              : path([{ x: 0, y: chance }, { x: 1, y: chance }], scale)} />
            <path className="under-curve"
              d={`${path(points, scale)}L${scale.x(1)} ${scale.y(0)}L${scale.x(0)} ${scale.y(0)}Z`} />
            <path className="curve" d={path(points, scale)} />
            {mark && <circle className="mark" cx={scale.x(mark.x)} cy={scale.y(mark.y)} r="6" />}
            {hovered && <circle className="hover-mark" cx={scale.x(hovered.x)} cy={scale.y(hovered.y)} r="4.5" />}
          </>
        )}
      </Plot>
      <p className="readout" aria-live="polite">
        {shown && (
          <>
            {hovered ? "" : "● at the threshold: "}
            {xLabel.toLowerCase()} {figure(shown.x)}, {yLabel.toLowerCase()} {figure(shown.y)}
            {Number.isFinite(shown.threshold) && hovered ? `, from probability ${figure(shown.threshold)}` : ""}
          </>
        )}
      </p>
    </figure>
  );
}
