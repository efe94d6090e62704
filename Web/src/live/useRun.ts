import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { Epoch, Progress, RunEnd } from "../api/types";

export type RunState = "connecting" | "following" | "lost" | RunEnd;

/** Follows a run's events; connects again when the line is lost, since the server sends past epochs first. */
export function useRun(name: string): { history: Epoch[]; progress: Progress | null; state: RunState } {
  const [history, setHistory] = useState<Epoch[]>([]);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [state, setState] = useState<RunState>("connecting");

  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for (let pause = 1000; !stop.signal.aborted; pause = Math.min(15_000, pause * 2)) {
        let end: RunEnd | null = null as RunEnd | null;
        try {
          await api.follow(name, stop.signal, ({ event, data }) => {
            pause = 1000;
            if (event === "end") {
              const left = (JSON.parse(data) as { state?: string }).state;
              // A server that leaves while the run goes on says so: then we connect again.
              end = left === "finished" || left === "stopped" ? left : null;
              return;
            }
            if (event === "progress") setProgress(JSON.parse(data) as Progress);
            if (event === "epoch") {
              const row = JSON.parse(data) as Epoch;
              setHistory((rows) => [...rows.filter(({ epoch }) => epoch !== row.epoch), row]);
            }
            setState("following");
          });
        } catch {
          // The line was lost, or a row could not be read: the next turn asks for all of it again.
        }
        if (stop.signal.aborted) return;
        setState(end ?? "lost");
        if (end !== null) return;
        await new Promise((done) => setTimeout(done, pause));
      }
    };
    void follow();
    return () => stop.abort();
  }, [name]);
  return { history, progress, state };
}
