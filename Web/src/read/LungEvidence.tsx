import type { Lungs } from "../api/types";
import { className, percent } from "../core/format";

/** How much of the evidence lies in the lungs, as a number and a bar; `heatOf` where it is not plain whose. */
export function LungEvidence({ lungs, heatOf }: { lungs: Lungs; heatOf: string | null }) {
  const share = lungs.heat_in_lungs;
  return (
    <section aria-label="Lungs">
      <h3>Lungs</h3>
      {!lungs.found && <p className="soft">No lungs were found; the reading rests on the whole picture.</p>}
      {lungs.found && share === null && <p className="soft">Lungs were found; there is no heat to look for in them.</p>}
      {share !== null && (
        <ul className="classes">
          <li>
            <span>{heatOf === null ? "Heat inside" : `${className(heatOf)} heat inside`}</span>
            <span className="class-bar" aria-hidden="true"><i style={{ width: `${share * 100}%` }} /></span>
            <span className="number">{percent(share)}</span>
          </li>
        </ul>
      )}
    </section>
  );
}
