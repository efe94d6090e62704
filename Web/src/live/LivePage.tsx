import { useEffect } from "react";
import { api } from "../api/client";
import type { Run } from "../api/types";
import { figure } from "../core/format";
import { features as featuresStore } from "../state/features";
import { href } from "../state/route";
import { useStore } from "../state/store";
import { useLoaded } from "../state/useLoaded";
import { ProblemNotice } from "../ui/ProblemNotice";
import { LiveRun } from "./LiveRun";

const words: Record<Run["state"], string> = { running: "learning", finished: "ended", stopped: "stopped" };

/** The runs of the server's run folder; the one chosen is followed as it learns. */
export function LivePage({ name }: { name: string | null }) {
  const { value: features } = useStore(featuresStore);
  const shows = features?.runs ?? null;
  const { value: runs, problem, loading, reload } = useLoaded(
    () => (shows ? api.runs() : Promise.resolve(null)), [shows]);
  // Where the answer will stay the same, asking again would only ask for the key again.
  const isRefused = problem?.status === 401 || problem?.status === 403;
  // A training's own page has one run, which is all there is to wait for.
  const isOwn = features?.models === false;
  const isFound = isOwn && (runs?.length ?? 0) > 0;
  useEffect(() => {
    if (!shows || isRefused || isFound) return;
    const timer = setInterval(reload, isOwn ? 1000 : 5000);
    return () => clearInterval(timer);
  }, [shows, isRefused, isFound]);
  if (shows === false) {
    return (
      <section className="panel narrow">
        <h1>No runs to show</h1>
        <p>
          This server was not given a folder of training runs. Start it with <code>hilum serve --runs DIR</code>, and train
          into that folder: <code>hilum train --output DIR/NAME</code>. Each epoch then shows here as it ends. Or
          let the training show itself: <code>hilum train --ui</code>.
        </p>
      </section>
    );
  }
  const chosen = runs?.find((run) => run.name === name) ?? runs?.find(({ state }) => state === "running") ?? runs?.[0] ?? null;
  if (isOwn && chosen) return <LiveRun key={chosen.name} name={chosen.name} />;
  return (
    <>
      <aside className="registry" aria-label="Runs">
        <h1>Training</h1>
        {problem && <ProblemNotice problem={problem} onRetry={reload} />}
        {loading && !runs && <p role="status">Asking the server…</p>}
        {runs?.length === 0 && (
          <p className="panel">
            {isOwn ? "The training is about to begin: it is looking at its data."
              : "The folder of runs is empty. A run shows here once it has begun."}
          </p>
        )}
        {runs && runs.length > 0 && (
          <ul className="panel">
            {runs.map((run) => (
              <li key={run.name}>
                <a href={href("live", run.name)} aria-current={run.name === chosen?.name ? "true" : undefined}>
                  <strong>{run.name}</strong>
                  <span className={`chip ${run.state === "running" ? "state-reading" : ""}`}>{words[run.state]}</span>
                  <small>
                    {run.epochs} {run.epochs === 1 ? "epoch" : "epochs"}
                    {run.last && ` · validation loss ${figure(run.last.validation_loss ?? run.last.val_loss)}`}
                  </small>
                </a>
              </li>
            ))}
          </ul>
        )}
      </aside>
      {chosen && <LiveRun key={chosen.name} name={chosen.name} />}
    </>
  );
}
