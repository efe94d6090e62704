import { className, count, percent } from "../core/format";
import type { Counts } from "../core/statistics";

interface ConfusionMatrixProps {
  counts: Counts;
  negative: string;
  positive: string;
}

/** What was called what, shaded by the share of its row. */
export function ConfusionMatrix({ counts: { tn, fp, fn, tp }, negative, positive }: ConfusionMatrixProps) {
  const rows = [
    { truth: negative, cells: [{ n: tn, right: true }, { n: fp, right: false }] },
    { truth: positive, cells: [{ n: fn, right: false }, { n: tp, right: true }] },
  ];
  return (
    <figure className="chart">
      <figcaption><h3>Confusion matrix</h3><span>{count(tn + fp + fn + tp)} cases</span></figcaption>
      <table className="confusion">
        <thead>
          <tr>
            <td />
            <th scope="col">called {className(negative).toLowerCase()}</th>
            <th scope="col">called {className(positive).toLowerCase()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ truth, cells }) => {
            const total = cells.reduce((sum, { n }) => sum + n, 0);
            return (
              <tr key={truth}>
                <th scope="row">truly {className(truth).toLowerCase()}</th>
                {cells.map(({ n, right }, index) => (
                  <td key={index} className={right ? "right" : "wrong"} style={{ "--share": total > 0 ? n / total : 0 }}>
                    <strong>{count(n)}</strong><span>{total > 0 ? percent(n / total) : "–"}</span>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
