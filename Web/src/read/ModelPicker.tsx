import { useState } from "react";
import type { Model } from "../api/types";
import { worklist } from "../state/worklist";

/** Which model reads the next files; shown only where there is a choice. */
export function ModelPicker({ models }: { models: Model[] | null }) {
  const choices = (models ?? []).flatMap(({ name, versions }) =>
    versions.filter(({ state }) => state === "ready" || state === "canary" || state === "shadow")
      .map(({ version }) => ({ name, version })));
  const [chosen, setChosen] = useState(() => worklist.model ? `${worklist.model.name}/${worklist.model.version}` : "");
  if (choices.length < 2) return null;
  return (
    <label className="field-inline model-picker">
      <span>Next files are read by</span>
      <select value={chosen} onChange={(event) => {
        const value = (event.target as HTMLSelectElement).value;
        setChosen(value);
        worklist.model = choices.find(({ name, version }) => `${name}/${version}` === value) ?? null;
      }}>
        <option value="">the server’s default</option>
        {choices.map(({ name, version }) => (
          <option key={`${name}/${version}`} value={`${name}/${version}`}>{name} {version}</option>
        ))}
      </select>
    </label>
  );
}
