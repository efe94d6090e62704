import type { Metrics } from "../api/types";
import { figure, interval } from "../core/format";

const shown: readonly [string, string, string][] = [
  ["auroc", "AUROC", "chance that a positive case ranks above a negative one"],
  ["sensitivity", "Sensitivity", "share of positive cases that are called positive"],
  ["specificity", "Specificity", "share of negative cases that are called negative"],
  ["ppv", "PPV", "share of positive calls that are right, at this set’s prevalence"],
  ["npv", "NPV", "share of negative calls that are right, at this set’s prevalence"],
  ["auprc", "AUPRC", "area under the precision-recall curve"],
  ["f1", "F1", "harmonic mean of precision and recall"],
  ["accuracy", "Accuracy", "share of calls that are right"],
  ["mcc", "MCC", "Matthews correlation of call and truth"],
  ["ece", "ECE", "how far probabilities stray from what is observed; 0 is best"],
  ["brier", "Brier score", "mean squared error of the probability; 0 is best"],
];

/** Test figures with their 95 % intervals. */
export function MetricTable({ metrics }: { metrics: Metrics }) {
  return (
    <section className="panel" aria-labelledby="metrics-title">
      <h3 id="metrics-title">On test data{metrics.n ? `: ${metrics.n} X-rays it had never seen` : ""}</h3>
      <dl className="metric-grid">
        {shown.filter(([name]) => typeof metrics[name] === "number").map(([name, title, meaning]) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd>
              <strong>{figure(metrics[name])}</strong>{" "}
              {metrics.confidence_intervals?.[name] && <span>{interval(metrics.confidence_intervals[name])}</span>}
            </dd>
            <dd className="fine">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="fine">
        Ranges are 95 % intervals. They cover chance within this set, not what differs at another hospital.
      </p>
    </section>
  );
}
