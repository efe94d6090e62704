import type { ReactNode } from "react";

/** From data to the drawing's own units. */
export interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
}

export interface Axis {
  label: string;
  from: number;
  to: number;
  ticks: readonly number[];
  format?: (value: number) => string;
}

interface PlotProps {
  title: string;
  /** The chart in words, for those who cannot see it. */
  description: string;
  x: Axis;
  y: Axis;
  height?: number;
  children: (scale: Scale) => ReactNode;
  /** Called with data coordinates as the pointer moves; null when it leaves. */
  onPoint?: (point: { x: number; y: number } | null) => void;
  onKey?: (by: number) => void;
}

export const plotWidth = 420;
const margin = { left: 52, right: 14, top: 12, bottom: 44 };

/** Axes with a grid; the marks are the caller's. */
export function Plot({ title, description, x, y, height = 330, children, onPoint, onKey }: PlotProps) {
  const inner = { width: plotWidth - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const span = (axis: Axis) => axis.to - axis.from || 1;
  const scale: Scale = {
    x: (value) => margin.left + ((value - x.from) / span(x)) * inner.width,
    y: (value) => margin.top + inner.height - ((value - y.from) / span(y)) * inner.height,
  };
  const show = (axis: Axis, value: number) => (axis.format ? axis.format(value) : String(value));
  return (
    <svg className="plot" viewBox={`0 0 ${plotWidth} ${height}`} role="img" aria-label={`${title}. ${description}`}
      tabIndex={onKey ? 0 : undefined}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by || !onKey) return;
        event.preventDefault();
        onKey(by);
      }}
      onPointerMove={(event) => {
        if (!onPoint) return;
        const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect();
        const left = ((event.clientX - box.left) / box.width) * plotWidth;
        const top = ((event.clientY - box.top) / box.height) * height;
        onPoint({
          x: x.from + ((left - margin.left) / inner.width) * span(x),
          y: y.from + ((margin.top + inner.height - top) / inner.height) * span(y),
        });
      }}
      onPointerLeave={() => onPoint?.(null)}
    >
      {x.ticks.map((tick) => (
        <g key={`x${tick}`} className="tick">
          <path d={`M${scale.x(tick)} ${margin.top}V${margin.top + inner.height}`} />
          <text x={scale.x(tick)} y={margin.top + inner.height + 17} textAnchor="middle">{show(x, tick)}</text>
        </g>
      ))}
      {y.ticks.map((tick) => (
        <g key={`y${tick}`} className="tick">
          <path d={`M${margin.left} ${scale.y(tick)}H${margin.left + inner.width}`} />
          <text x={margin.left - 8} y={scale.y(tick) + 4} textAnchor="end">{show(y, tick)}</text>
        </g>
      ))}
      <text className="axis-label" x={margin.left + inner.width / 2} y={height - 8} textAnchor="middle">{x.label}</text>
      <text className="axis-label" textAnchor="middle"
        transform={`translate(13 ${margin.top + inner.height / 2}) rotate(-90)`}>
        {y.label}
      </text>
      {children(scale)}
    </svg>
  );
}

/** The path of a line through points. */
export function path(points: readonly { x: number; y: number }[], scale: Scale): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${scale.x(x).toFixed(2)} ${scale.y(y).toFixed(2)}`).join("");
}

/** 0 to 1 in steps of a fifth. */
export const unitTicks = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
