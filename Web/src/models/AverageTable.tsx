import type { SeveralMetrics } from "../api/types";
import { Ranged } from "./Ranged";

const figures: readonly [string, string][] = [
  ["auroc", "AUROC"], ["auprc", "AUPRC"], ["f1", "F1"], ["precision", "Precision"], ["recall", "Recall"],
];
const averages = ["macro", "micro", "weighted"] as const;

/** Figures over all classes or findings: each counting the same, each decision, and each by how common it is. */
export function AverageTable({ metrics }: { metrics: SeveralMetrics }) {
  return (
    <section className="panel" aria-labelledby="averages-title">
      <h3 id="averages-title">Over all {metrics.task === "multi-label" ? "findings" : "classes"}</h3>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Averages">
        <table>
          <thead>
            <tr>
              <th scope="col">Figure</th><th scope="col">Macro</th><th scope="col">Micro</th><th scope="col">Weighted</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(([key, title]) => (
              <tr key={key}>
                <th scope="row">{title}</th>
                {averages.map((average) => <td key={average}><Ranged metrics={metrics} name={`${average}_${key}`} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="fine">
        Macro: the mean in which each counts the same. Micro: all decisions thrown together. Weighted: the mean by how many cases
        each has.
      </p>
    </section>
  );
}
