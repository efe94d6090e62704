import { useState } from "react";
import type { Problem } from "../api/errors";
import type { Opinion, Reading } from "../api/types";
import { className } from "../core/format";
import { disagreements } from "../core/opinions";
import { OpinionInput } from "../opinion/OpinionInput";
import { features as featuresStore } from "../state/features";
import { useStore } from "../state/store";
import { asProblem } from "../state/useLoaded";
import { worklist, type Item } from "../state/worklist";

/** Agree or disagree with a reading: what a person holds to be right. */
export function Feedback({ item, reading }: { item: Item; reading: Reading }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const { value: features } = useStore(featuresStore);
  if (!reading.request_id || !features?.audit) return null;
  const give = (opinion: Opinion) => {
    setProblem(null);
    worklist.giveFeedback(item, opinion).catch((error: unknown) => setProblem(asProblem(error)));
  };
  const input = (
    <OpinionInput key={item.id} classes={reading.findings?.map(({ name }) => name) ?? Object.keys(reading.probabilities)}
      task={reading.task} given={item.feedback} onGive={give} />
  );
  return (
    <fieldset className="feedback">
      <legend>What do you see?</legend>
      {reading.task === "multi-label" ? <details><summary>Tick the findings that are there</summary>{input}</details> : input}
      {item.feedback !== null && <span role="status">Noted: {inWords(item.feedback, reading)}</span>}
      {problem && (
        <p role="alert">
          {problem.message} {problem.advice}
        </p>
      )}
    </fieldset>
  );
}

function inWords(opinion: Opinion, reading: Reading): string {
  const names = disagreements(opinion, reading);
  if (names.length === 0) return "you agree.";
  return reading.task === "multi-label" ? `you disagree about ${names.map(className).join(", ")}.` : "you disagree.";
}
