import type { Metrics } from "../api/types";
import { figure, interval } from "../core/format";

type Row = readonly [name: string, title: string, meaning: string];

const ofTwo: readonly Row[] = [
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

const ofSeveral: readonly Row[] = [
  ["macro_auroc", "Macro AUROC", "chance that a case of a class ranks above one that is not, on the mean of all"],
  ["accuracy", "Accuracy", "share of cases of which everything is called right"],
  ["balanced_accuracy", "Balanced accuracy", "mean of the shares called right, each class counting the same"],
  ["top2_accuracy", "Top-2 accuracy", "share of cases whose class is one of the two likeliest"],
  ["pairwise_auroc", "Pairwise AUROC", "mean over all pairs of classes (Hand and Till)"],
  ["macro_f1", "Macro F1", "harmonic mean of precision and recall, on the mean of all"],
  ["mcc", "MCC", "correlation of call and truth"],
  ["kappa", "Cohen’s kappa", "agreement beyond chance"],
  ["hamming_loss", "Hamming loss", "share of decisions that are wrong; 0 is best"],
  ["log_loss", "Log loss", "surprise at the truth; 0 is best"],
  ["ece", "ECE", "how far probabilities stray from what is observed; 0 is best"],
  ["brier", "Brier score", "mean squared error of the probability; 0 is best"],
];

const kinds = {
  two: { id: "metrics-title", title: "On test data", rows: ofTwo },
  several: { id: "metrics-title", title: "On test data", rows: ofSeveral },
  screening: { id: "screening-title", title: "Whether anything is found", rows: ofTwo },
} as const;

/** Test figures with their 95 % intervals. */
export function MetricTable({ metrics, figures }: { metrics: Metrics; figures: keyof typeof kinds }) {
  const { id, title: heading, rows } = kinds[figures];
  return (
    <section className="panel" aria-labelledby={id}>
      <h3 id={id}>{heading}{metrics.n ? `: ${metrics.n} X-rays it had never seen` : ""}</h3>
      <dl className="metric-grid">
        {rows.filter(([name]) => typeof metrics[name] === "number").map(([name, title, meaning]) => (
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
