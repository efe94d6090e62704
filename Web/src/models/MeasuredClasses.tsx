import { useState } from "react";
import type { Evaluation, Labelled, MeasuredPart } from "../api/types";
import { className } from "../core/format";
import { Measured } from "./Measured";

interface MeasuredClassesProps {
  evaluation: Evaluation;
  /** Where whether anything is found is decided. */
  threshold: number;
  /** Where a class or finding is called from. */
  thresholdOf: (name: string) => number;
}

const anything = "";

/** The curves of one class against the rest, or of one finding, whichever is chosen; at first whether anything is found. */
export function MeasuredClasses({ evaluation, threshold, thresholdOf }: MeasuredClassesProps) {
  const [chosen, setChosen] = useState(anything);
  const names = (evaluation.validation ?? evaluation.test)?.findings?.map(({ name }) => name) ?? [];
  const part = (whole: MeasuredPart | null | undefined): Labelled | null =>
    (chosen === anything ? whole : whole?.findings?.find(({ name }) => name === chosen)) ?? null;
  const hasCases = (part(evaluation.validation) ?? part(evaluation.test))?.labels.length ?? 0;
  return (
    <>
      <label className="panel field-inline curves-of">
        <span>Threshold and curves of</span>
        <select value={chosen} onChange={(event) => setChosen((event.target as HTMLSelectElement).value)}>
          <option value={anything}>whether anything is found</option>
          {names.map((name) => <option key={name} value={name}>{className(name)}</option>)}
        </select>
      </label>
      {hasCases === 0 && <p className="panel">Of no case is it known whether this is there, so no curve can be drawn.</p>}
      <Measured key={chosen} validation={part(evaluation.validation)} test={part(evaluation.test)}
        positive={chosen === anything ? "any finding" : chosen} negative={chosen === anything ? "nothing" : `not ${chosen}`}
        threshold={chosen === anything ? threshold : thresholdOf(chosen)} />
    </>
  );
}
