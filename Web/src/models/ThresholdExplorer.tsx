import { useState } from "react";
import { percent } from "../core/format";
import { npv, npvAt, ppv, ppvAt, sensitivity, specificity, wilson, type Counts } from "../core/statistics";
import { Slider } from "../ui/Slider";

interface ThresholdExplorerProps {
  counts: Counts;
  prevalence: number;
  threshold: number;
  chosen: number;
  onThreshold: (threshold: number) => void;
  set: "validation" | "test";
  sets: readonly ("validation" | "test")[];
  onSet: (set: "validation" | "test") => void;
}

/** What moving the threshold costs and gains, and what a positive call means where the finding is rarer. */
export function ThresholdExplorer(props: ThresholdExplorerProps) {
  const { counts, prevalence, threshold, chosen, onThreshold, set, sets, onSet } = props;
  const [logit, setLogit] = useState(() => Math.log10(0.05));
  const clinic = Math.min(0.9, 10 ** logit);
  const sens = sensitivity(counts);
  const spec = specificity(counts);
  const { tp, fp, tn, fn } = counts;
  const tiles: [string, number | null, [number, number] | null, string][] = [
    ["Sensitivity", sens, wilson(tp, tp + fn), `${fn} of ${tp + fn} positive cases missed`],
    ["Specificity", spec, wilson(tn, tn + fp), `${fp} of ${tn + fp} negative cases called positive`],
    ["PPV", ppv(counts), wilson(tp, tp + fp), `here, where ${percent(prevalence, 0)} are positive`],
    ["NPV", npv(counts), wilson(tn, tn + fn), `here, where ${percent(prevalence, 0)} are positive`],
  ];
  const adjusted = sens === null || spec === null ? null
    : { ppv: ppvAt(clinic, sens, spec), npv: npvAt(clinic, sens, spec) };
  return (
    <section className="panel explorer" aria-labelledby="explorer-title">
      <div className="explorer-head">
        <h3 id="explorer-title">Move the threshold</h3>
        <div className="segmented" role="group" aria-label="Data">
          {sets.map((name) => (
            <button key={name} type="button" aria-pressed={set === name} onClick={() => onSet(name)}>
              {name === "validation" ? "Validation data" : "Test data"}
            </button>
          ))}
        </div>
      </div>
      {set === "test" && (
        <p className="fine">A threshold chosen by looking at test data spoils it: choose on validation data.</p>
      )}
      <div className="row">
        <Slider label="Threshold" value={threshold} min={0} max={1} step={0.001} onChange={onThreshold}
          shown={percent(threshold)} />
        <button type="button" className="button" disabled={threshold === chosen} onClick={() => onThreshold(chosen)}>
          Back to {percent(chosen)}
        </button>
      </div>
      <dl className="tiles">
        {tiles.map(([title, value, range, note]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd className="tile-value">{percent(value)}</dd>
            <dd className="fine">{range ? `${percent(range[0])} to ${percent(range[1])}` : "–"}</dd>
            <dd className="fine">{note}</dd>
          </div>
        ))}
      </dl>
      <h4>Where you work</h4>
      <p>
        PPV and NPV depend on how common the finding is. Set how many of the people examined have it:
      </p>
      <Slider label="Prevalence" value={logit} min={-3} max={Math.log10(0.9)} step={0.01} onChange={setLogit}
        shown={percent(clinic)} />
      {adjusted && (
        <p className="adjusted" aria-live="polite">
          At a prevalence of {percent(clinic)}, a positive call is right in <strong>{percent(adjusted.ppv)}</strong> of cases
          {adjusted.ppv !== null && adjusted.ppv < 0.5 ? " (more false alarms than finds)" : ""}, and a negative one
          in <strong>{percent(adjusted.npv)}</strong>.
        </p>
      )}
    </section>
  );
}
