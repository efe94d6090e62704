import type { Opinion, Task } from "../api/types";
import { className } from "../core/format";
import { FindingChoice } from "./FindingChoice";

interface OpinionInputProps {
  classes: readonly string[];
  task: Task | undefined;
  given: Opinion | null;
  small?: boolean;
  onGive: (opinion: Opinion) => void;
}

/** Asks what a person sees: a button for each class, or a box for each finding. */
export function OpinionInput({ classes, task, given, small, onGive }: OpinionInputProps) {
  if (task === "multi-label") return <FindingChoice names={classes} given={given} onGive={onGive} />;
  return (
    <>
      {classes.map((name) => (
        <button key={name} type="button" className={small ? "button small" : "button"} aria-pressed={given === name}
          onClick={() => onGive(name)}>
          {className(name)}
        </button>
      ))}
    </>
  );
}
