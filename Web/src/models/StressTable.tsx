import type { Stress, StressFigures } from "../api/types";
import { figure, interval } from "../core/format";

/** What the model is worth on X-rays that are changed as other films differ: the mean, and every kind from the worst on. */
export function StressTable({ stress }: { stress: Stress }) {
  const kinds = [...stress.kinds].sort((a, b) => (a.balanced_accuracy ?? 1) - (b.balanced_accuracy ?? 1));
  return (
    <section className="panel" aria-labelledby="stress-title">
      <h3 id="stress-title">On films that differ</h3>
      <p>
        {stress.clean.n} validation X-rays, each changed in {kinds.length} ways, at the operating point: balanced
        accuracy {figure(stress.mean.balanced_accuracy)} on the mean of them
        {stress.worst && <>, {figure(stress.worst.balanced_accuracy)} under the worst, {stress.worst.name}</>}.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Changed by</th><th scope="col">Balanced accuracy</th><th scope="col">AUROC</th>
            <th scope="col">ECE</th>
          </tr>
        </thead>
        <tbody>
          <Row name="Nothing" figures={stress.clean} />
          <Row name="Mean of all" figures={stress.mean} />
          {stress.mean_seen && stress.mean_held_out && (
            <>
              <Row name="Mean of those learnt" figures={stress.mean_seen} />
              <Row name="Mean of those held out" figures={stress.mean_held_out} />
            </>
          )}
          {kinds.map((kind) => (
            <Row key={kind.kind} name={kind.seen === false ? `${kind.name} (held out)` : kind.name} figures={kind} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ name, figures }: { name: string; figures: StressFigures }) {
  const range = figures.confidence_intervals?.balanced_accuracy;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{figure(figures.balanced_accuracy)} {range && <span className="fine">{interval(range)}</span>}</td>
      <td>{figure(figures.auroc)}</td>
      <td>{figure(figures.ece)}</td>
    </tr>
  );
}
