import { useState } from "react";
import type { Problem } from "../api/errors";
import { className } from "../core/format";
import { features as featuresStore } from "../state/features";
import { useStore } from "../state/store";
import { asProblem } from "../state/useLoaded";
import { worklist, type Item } from "../state/worklist";

/** Agree or disagree with a reading: what a person holds to be right. */
export function Feedback({ item, classes }: { item: Item; classes: string[] }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const { value: features } = useStore(featuresStore);
  if (!item.reading?.request_id || !features?.audit) return null;
  const give = (label: string) => {
    setProblem(null);
    worklist.giveFeedback(item, label).catch((error: unknown) => setProblem(asProblem(error)));
  };
  return (
    <fieldset className="feedback">
      <legend>What do you see?</legend>
      {classes.map((name) => (
        <button key={name} type="button" className="button" aria-pressed={item.feedback === name} onClick={() => give(name)}>
          {className(name)}
        </button>
      ))}
      {item.feedback !== null && (
        <span role="status">
          Noted: you {item.feedback === item.reading.prediction ? "agree" : "disagree"}.
        </span>
      )}
      {problem && (
        <p role="alert">
          {problem.message} {problem.advice}
        </p>
      )}
    </fieldset>
  );
}
