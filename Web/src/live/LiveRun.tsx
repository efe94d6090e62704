import { figure } from "../core/format";
import { bestEpoch, seriesOf } from "../core/trainingCurves";
import { TrainingCurves } from "../models/TrainingCurves";
import { HowFar } from "./HowFar";
import { useRun, type RunState } from "./useRun";

const chips: Record<RunState, [style: string, word: string]> = {
  connecting: ["queued", "connecting"], following: ["reading", "learning"], lost: ["lost", "no answer"],
  finished: ["done", "ended"], stopped: ["waiting", "stopped"],
};

/** One run: its state, the last epoch's figures and the curves, growing. */
export function LiveRun({ name }: { name: string }) {
  const { history, progress, state } = useRun(name);
  const last = history[history.length - 1];
  const best = bestEpoch(history);
  const words = {
    connecting: "Connecting…",
    following: "Learning: each epoch shows as it ends",
    lost: "The server does not answer. Trying again…",
    finished: "This run has ended",
    stopped: "This run was stopped before its end",
  }[state];
  return (
    <article className="model-detail" aria-labelledby="run-title">
      <header className="panel">
        <h2 id="run-title">
          {name} <span className={`chip state-${chips[state][0]}`}>{chips[state][1]}</span>
        </h2>
        <p role="status">
          {words}{last ? `; epoch ${last.epoch ?? history.length}` : ""}
          {best !== null ? `, the best ${state === "finished" ? "was" : "so far is"} ${best}` : ""}.
        </p>
        {state === "following" && progress && <HowFar progress={progress} />}
        {last && (
          <dl className="tiles">
            {[...seriesOf([last], "loss"), ...seriesOf([last], "figure")].map(({ name: column, label, points }) => (
              <div key={column}><dt>{label}</dt><dd className="tile-value">{figure(points[0]?.y)}</dd></div>
            ))}
          </dl>
        )}
      </header>
      {history.length > 0 && <TrainingCurves history={history} />}
    </article>
  );
}
