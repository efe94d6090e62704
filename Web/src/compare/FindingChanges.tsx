import type { Reading } from "../api/types";
import { decisionWord } from "../core/findings";
import { className, probabilityText } from "../core/format";

/** How the probability of every class or finding has changed, the greatest change first. */
export function FindingChanges({ prior, current }: { prior: Reading; current: Reading }) {
  const { task, findings = [] } = current;
  if (!task) return null;
  const changes = findings.flatMap((after) => {
    const before = prior.findings?.find(({ name }) => name === after.name);
    return before ? [{ before, after, points: (after.probability - before.probability) * 100 }] : [];
  }).sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Changes">
      <table className="finding-changes">
        <thead>
          <tr>
            <th scope="col">{task === "multi-label" ? "Finding" : "Class"}</th><th scope="col">Before</th><th scope="col">Now</th>
            <th scope="col">Change, percentage points</th><th scope="col">Decision</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ before, after, points }) => (
            <tr key={after.name}>
              <th scope="row">{className(after.name)}</th>
              <td className="number">{probabilityText(before.probability)}</td>
              <td className="number">{probabilityText(after.probability)}</td>
              <td className="number">{points >= 0 ? "+" : "−"}{Math.abs(points).toFixed(1)}</td>
              <td>
                {before.decision === after.decision ? `${decisionWord(task, after.decision)} in both`
                  : <strong>now {decisionWord(task, after.decision)}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
