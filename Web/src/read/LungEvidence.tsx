import type { Lungs } from "../api/types";
import { className, percent } from "../core/format";
import { methodName } from "../core/methods";

interface Props {
  lungs: Lungs;
  /** Of which class the heat is, where that is not plain. */
  heatOf: string | null;
  /** By which method, where another one's heat-map is shown. */
  heatBy: string | null;
}

/** How much of the evidence lies in the lungs, as a number and a bar. */
export function LungEvidence({ lungs, heatOf, heatBy }: Props) {
  const share = lungs.heat_in_lungs;
  const whose = heatOf === null ? "Heat inside" : `${className(heatOf)} heat inside`;
  return (
    <section aria-label="Lungs">
      <h3>Lungs</h3>
      {!lungs.found && <p className="soft">No lungs were found; the reading rests on the whole picture.</p>}
      {lungs.found && share === null && <p className="soft">Lungs were found; there is no heat to look for in them.</p>}
      {share !== null && (
        <ul className="classes">
          <li>
            <span>{heatBy === null ? whose : `${whose} (${methodName(heatBy)})`}</span>
            <span className="class-bar" aria-hidden="true"><i style={{ width: `${share * 100}%` }} /></span>
            <span className="number">{percent(share)}</span>
          </li>
        </ul>
      )}
    </section>
  );
}
