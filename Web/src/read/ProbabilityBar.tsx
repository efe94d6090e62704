import { percent, probabilityText } from "../core/format";

interface ProbabilityBarProps {
  label: string;
  probability: number;
  threshold: number;
  positive: boolean;
}

/** A calibrated probability on its scale, with the operating point marked. */
export function ProbabilityBar({ label, probability, threshold, positive }: ProbabilityBarProps) {
  const anchor = threshold > 0.75 ? "end" : threshold < 0.25 ? "start" : "middle";
  return (
    <div className="probability">
      <p className="probability-head"><span>{label}</span><strong>{probabilityText(probability)}</strong></p>
      <div className="probability-bar" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100}
        aria-valuenow={Math.round(probability * 1000) / 10}
        aria-valuetext={`${probabilityText(probability)}; the threshold is ${percent(threshold)}`}>
        <i className={positive ? "positive" : "negative"} style={{ width: `${probability * 100}%` }} />
        <b style={{ left: `${threshold * 100}%` }} />
      </div>
      <p className={`operating-point ${anchor}`} style={{ left: `${threshold * 100}%` }}>threshold {percent(threshold)}</p>
    </div>
  );
}
