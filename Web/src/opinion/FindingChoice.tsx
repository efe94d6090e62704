import { useState } from "react";
import type { Opinion } from "../api/types";
import { className } from "../core/format";

interface FindingChoiceProps {
  names: readonly string[];
  given: Opinion | null;
  onGive: (findings: readonly string[]) => void;
}

/** A box for each finding that may be there; nothing is said until it is noted. */
export function FindingChoice({ names, given, onGive }: FindingChoiceProps) {
  const [ticked, setTicked] = useState<readonly string[]>(() => names.filter((name) => given?.includes(name)));
  const toggle = (name: string) =>
    setTicked((before) => names.filter((one) => (one === name) !== before.includes(one)));
  return (
    <div className="finding-choice">
      {names.map((name) => (
        <label key={name}>
          <input type="checkbox" checked={ticked.includes(name)} onChange={() => toggle(name)} /> {className(name)}
        </label>
      ))}
      <button type="button" className="button small" onClick={() => onGive(ticked)}>
        {ticked.length === 0 ? "Note: no finding" : ticked.length === 1 ? "Note this finding" : `Note these ${ticked.length} findings`}
      </button>
    </div>
  );
}
