import { objectStates, type ObjectState } from "../api/types";
import { count } from "../core/format";
import { href } from "../state/route";
import { words } from "./words";

/** How many objects are in each state; choosing one shows only those. */
export function StateFilter({ counts, chosen }: { counts: Record<ObjectState, number>; chosen: ObjectState | null }) {
  const all = objectStates.reduce((sum, state) => sum + counts[state], 0);
  return (
    <nav className="state-filter" aria-label="States">
      {[null, ...objectStates].map((state) => (
        <a key={state ?? "all"} className="button small" aria-current={state === chosen ? "true" : undefined}
          href={state ? href("archive", state) : href("archive")}>
          {state ? words[state] : "All"}{" "}
          <span className={`number ${state === "failed" && counts.failed > 0 ? "alarming" : ""}`}>
            {count(state ? counts[state] : all)}
          </span>
        </a>
      ))}
    </nav>
  );
}
