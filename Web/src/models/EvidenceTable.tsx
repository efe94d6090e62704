import type { Evidence } from "../api/types";
import { Ranged } from "./Ranged";

const rows: readonly [keyof Evidence & ("whole" | "lungs_hidden" | "lungs_only"), string][] = [
  ["whole", "Whole pictures"],
  ["lungs_hidden", "Lungs hidden"],
  ["lungs_only", "Lungs only"],
];

/** Whether the model reads the lungs: its figures with the lungs hidden, and with nothing but the lungs. */
export function EvidenceTable({ evidence }: { evidence: Evidence }) {
  return (
    <section className="panel" aria-labelledby="evidence-title">
      <h3 id="evidence-title">Where the reading comes from</h3>
      <p>{evidence.meaning}</p>
      <table>
        <thead>
          <tr><th scope="col">Shown</th><th scope="col">AUROC</th><th scope="col">Balanced accuracy</th></tr>
        </thead>
        <tbody>
          {rows.map(([key, title]) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              <td><Ranged metrics={evidence[key]} name="auroc" /></td>
              <td><Ranged metrics={evidence[key]} name="balanced_accuracy" /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
