import type { Reading } from "../api/types";
import { className } from "../core/format";
import { methodName, zoneName } from "../core/methods";
import { useExplanations } from "../state/explanations";
import { ownMethodOf, shownHeat } from "../state/heat";
import { worklist, type Item } from "../state/worklist";
import { ProblemNotice } from "../ui/ProblemNotice";

/** By which method, of which class and of which layer the heat-map is; slow ones wait for their turn and can be given up. */
export function ExplanationChoice({ item, reading }: { item: Item; reading: Reading }) {
  const known = useExplanations(reading.model);
  const heat = shownHeat(item, ownMethodOf(known));
  if (!known || known.methods.length < 2 || !heat) return null;
  const own = ownMethodOf(known);
  const method = known.methods.find(({ name }) => name === heat.method);
  const { before, problem } = item.heat;
  const choose = (name: string) => void worklist.explain(item.id, {
    method: name === own ? null : name,
    layer: known.methods.find((one) => one.name === name)?.layers ? item.heat.layer : null,
  });
  return (
    <fieldset className="explanation-choice">
      <legend>Explained by</legend>
      <div className="row">
        <label className="field-inline">
          <span>Method</span>
          <select value={heat.method} onChange={(event) => choose((event.target as HTMLSelectElement).value)}>
            {known.methods.map(({ name, slow }) => (
              <option key={name} value={name}>{methodName(name)}{slow ? " (slow)" : ""}</option>
            ))}
          </select>
        </label>
        {!reading.task && (
          <label className="field-inline">
            <span>Class</span>
            <select value={heat.of}
              onChange={(event) => void worklist.explain(item.id, { chosen: (event.target as HTMLSelectElement).value })}>
              {Object.keys(reading.probabilities).map((name) => <option key={name} value={name}>{className(name)}</option>)}
            </select>
          </label>
        )}
        {method && method.layers > 0 && known.layers.length > 0 && (
          <label className="field-inline">
            <span>Layer</span>
            <select value={heat.layer ?? ""} onChange={(event) => {
              const layer = (event.target as HTMLSelectElement).value || null;
              void worklist.explain(item.id, { method: method.name === own && layer === null ? null : method.name, layer });
            }}>
              <option value="">{method.name === "layer-cam" ? "two, joined" : "the last"}</option>
              {known.layers.map((name) => <option key={name} value={name}>{name}</option>)}
            </select>
          </label>
        )}
      </div>
      <p role="status" className={before === null ? "visually-hidden" : "waiting"}>
        {before !== null && <i className="pulse" aria-hidden="true" />}{" "}
        {before === null ? "" : before === 0 ? "Being explained…" : `${before} ${before === 1 ? "explanation is" : "explanations are"} made first…`}
      </p>
      {before !== null && (
        <button type="button" className="button" onClick={() => worklist.stopExplaining(item.id)}>Cancel</button>
      )}
      {heat.players && (
        <dl className="facts">
          {heat.players.map(({ name, value }) => (
            <div key={name}><dt>{zoneName(name)}</dt><dd>{signedPercent(value)}</dd></div>
          ))}
        </dl>
      )}
      {problem && !reading.task && (
        <ProblemNotice problem={problem} onRetry={() => void worklist.explain(item.id, {})} />
      )}
    </fieldset>
  );
}

/** A share of the probability with its sign, in percent. */
function signedPercent(value: number): string {
  const shown = (100 * Math.abs(value)).toFixed(1);
  return `${value < 0 && shown !== "0.0" ? "−" : "+"}${shown} %`;
}
