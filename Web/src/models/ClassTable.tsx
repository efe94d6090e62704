import type { FindingDescription, SeveralMetrics, Task } from "../api/types";
import { className, count, percent } from "../core/format";
import { criterionWords } from "./criteria";
import { Ranged } from "./Ranged";

interface ClassTableProps {
  task: Task;
  classes: readonly string[];
  metrics: SeveralMetrics | null;
  /** Where each is called from; null until known. */
  points: readonly FindingDescription[] | null;
}

/** Each class or finding by itself, at its own threshold. */
export function ClassTable({ task, classes, metrics, points }: ClassTableProps) {
  const one = task === "multi-label" ? "finding" : "class";
  const criteria = [...new Set((points ?? []).flatMap(({ operating_point: { criterion } }) => criterion ?? []))];
  return (
    <section className="panel" aria-labelledby="classes-title">
      <h3 id="classes-title">Each {one} by itself</h3>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={`Figures of each ${one}`}>
        <table className="class-table">
          <thead>
            <tr>
              <th scope="col">{one === "class" ? "Class" : "Finding"}</th><th scope="col">AUROC</th>
              <th scope="col">Sensitivity</th><th scope="col">Specificity</th><th scope="col">Threshold</th><th scope="col">Cases</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((name) => {
              const figures = metrics?.per_class[name];
              const threshold = points?.find((point) => point.name === name)?.operating_point.threshold ?? figures?.threshold;
              return (
                <tr key={name}>
                  <th scope="row">{className(name)}</th>
                  <td><Ranged metrics={figures} name="auroc" /></td>
                  <td><Ranged metrics={figures} name="sensitivity" /></td>
                  <td><Ranged metrics={figures} name="specificity" /></td>
                  <td>{percent(threshold)}</td>
                  <td>
                    {figures ? `${count(figures.positives ?? 0)} of ${count(figures.n ?? 0)}` : "–"}
                    {figures?.unknown ? <span className="fine"> {count(figures.unknown)} unknown</span> : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="fine">
        {task === "multi-label" ? "On the test X-rays of which it is known whether the finding is there" : "On test data, one class against the rest"},
        with 95 % intervals{criteria.length > 0 ? `; thresholds: ${criteria.map(criterionWords).join("; ")}, on validation data` : ""}.
      </p>
    </section>
  );
}
