import { useEffect } from "react";
import { api } from "../api/client";
import { figure } from "../core/format";
import { href } from "../state/route";
import { useLoaded } from "../state/useLoaded";
import { ProblemNotice } from "../ui/ProblemNotice";
import { LiveRun } from "./LiveRun";

/** The runs of the server's run folder; the one chosen is followed as it learns. */
export function LivePage({ name }: { name: string | null }) {
  const { value: runs, problem, loading, reload } = useLoaded(() => api.runs(), []);
  const isOff = problem?.status === 404;
  // Where the answer will stay the same, asking again would only ask for the key again.
  const isRefused = problem?.status === 401 || problem?.status === 403;
  useEffect(() => {
    if (isOff || isRefused) return;
    const timer = setInterval(reload, 5000);
    return () => clearInterval(timer);
  }, [isOff, isRefused]);
  if (isOff) {
    return (
      <section className="panel narrow">
        <h1>No runs to show</h1>
        <p>
          This server was not given a folder of training runs. Start it with <code>hilum serve --runs DIR</code>, and train
          into that folder: <code>hilum train --output DIR/NAME</code>. Each epoch then shows here as it ends.
        </p>
      </section>
    );
  }
  const chosen = runs?.find((run) => run.name === name) ?? runs?.find((run) => run.running) ?? runs?.[0] ?? null;
  return (
    <>
      <aside className="registry" aria-label="Runs">
        <h1>Training</h1>
        {problem && <ProblemNotice problem={problem} onRetry={reload} />}
        {loading && !runs && <p role="status">Asking the server…</p>}
        {runs?.length === 0 && <p className="panel">The folder of runs is empty. A run shows here once it has begun.</p>}
        {runs && runs.length > 0 && (
          <ul className="panel">
            {runs.map((run) => (
              <li key={run.name}>
                <a href={href("live", run.name)} aria-current={run.name === chosen?.name ? "true" : undefined}>
                  <strong>{run.name}</strong>
                  <span className={`chip ${run.running ? "state-reading" : ""}`}>{run.running ? "learning" : "ended"}</span>
                  <small>{run.epochs} epochs · validation loss {figure(run.last?.validation_loss ?? run.last?.val_loss)}</small>
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
