import { className, count, percent } from "../core/format";

interface ConfusionMatrixProps {
  /** A row for each true class, a column for each called one. */
  rows: readonly (readonly number[])[];
  classes: readonly string[];
}

/** From so many classes on cells are small and the table is scrolled where it does not fit. */
const dense = 4;

/** What was called what, shaded by the share of its row. */
export function ConfusionMatrix({ rows, classes }: ConfusionMatrixProps) {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
  const name = (index: number) => className(classes[index] ?? "–").toLowerCase();
  const isDense = classes.length >= dense;
  const table = (
    <table className={`confusion ${isDense ? "dense" : ""}`}>
      <thead>
        <tr>
          <td />
          {rows.map((_, index) => <th key={index} scope="col">called {name(index)}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, truth) => {
          const total = sum(cells);
          return (
            <tr key={truth}>
              <th scope="row">truly {name(truth)}</th>
              {cells.map((n, called) => (
                <td key={called} className={called === truth ? "right" : "wrong"} style={{ "--share": total > 0 ? n / total : 0 }}>
                  <strong>{count(n)}</strong><span>{total > 0 ? percent(n / total, isDense ? 0 : 1) : "–"}</span>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  return (
    <figure className="chart">
      <figcaption><h3>Confusion matrix</h3><span>{count(sum(rows.map(sum)))} cases</span></figcaption>
      {isDense ? <div className="table-scroll" tabIndex={0} role="group" aria-label="Confusion matrix">{table}</div> : table}
    </figure>
  );
}
