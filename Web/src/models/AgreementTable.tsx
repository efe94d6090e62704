import type { Agreement, AgreementRecord } from "../api/types";
import { figure } from "../core/format";

/** How far the model says the same in faster arithmetic as in 32-bit floats, on X-rays as they are and on changed ones. */
export function AgreementTable({ record, used }: { record: AgreementRecord; used?: string | null }) {
  const precisions = Object.entries(record.precisions).sort(([a], [b]) => a.localeCompare(b));
  return (
    <section className="panel" aria-labelledby="agreement-title">
      <h3 id="agreement-title">In faster arithmetic</h3>
      <p>
        Against 32-bit floats (f32), on validation X-rays of {record.data}, measured on {record.processor}.
        {used && <> Here the model runs in {used}.</>}
      </p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Agreement of each precision">
        <table>
          <thead>
            <tr>
              <th scope="col">Precision</th><th scope="col">Within limits</th><th scope="col">X-rays</th>
              <th scope="col">99.9 % of probabilities within</th><th scope="col">Furthest</th>
              <th scope="col">Decisions changed</th><th scope="col">AUROC</th><th scope="col">Heat-maps correlate</th>
            </tr>
          </thead>
          <tbody>
            {precisions.flatMap(([name, entry]) => [
              <Row key={`${name} clean`} name={name} kept={entry.keeps_word} kind="as they are" agreement={entry.clean} />,
              entry.stressed && (
                <Row key={`${name} changed`} name={name} kept={entry.keeps_word} kind="changed" agreement={entry.stressed} />
              ),
            ])}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ name, kept, kind, agreement }: { name: string; kept: boolean; kind: string; agreement: Agreement }) {
  const maps = agreement.heatmap_correlation;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{kept ? "yes" : "no"}</td>
      <td>{agreement.n} {kind}</td>
      <td>{figure(agreement.shift_999)}</td>
      <td>{figure(agreement.largest_shift)}</td>
      <td>{agreement.changed} of {agreement.decisions}, {agreement.changed_beyond} clearly</td>
      <td>{figure(agreement.auroc_f32)} and {figure(agreement.auroc)}</td>
      <td>{maps ? `${figure(maps.mean)}, at least ${figure(maps.least)}` : "–"}</td>
    </tr>
  );
}
