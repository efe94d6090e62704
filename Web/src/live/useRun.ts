import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { Epoch } from "../api/types";

export type RunState = "connecting" | "following" | "lost" | "ended";

/** Follows a run's events; connects again when the line is lost, since the server sends past epochs first. */
export function useRun(name: string): { history: Epoch[]; state: RunState } {
  const [history, setHistory] = useState<Epoch[]>([]);
  const [state, setState] = useState<RunState>("connecting");

  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for (let pause = 1000; !stop.signal.aborted; pause = Math.min(15_000, pause * 2)) {
        let ended = false;
        try {
          await api.follow(name, stop.signal, ({ event, data }) => {
            if (event === "end") ended = true;
            if (event !== "epoch") return;
            pause = 1000;
            const row = JSON.parse(data) as Epoch;
            setHistory((rows) => [...rows.filter(({ epoch }) => epoch !== row.epoch), row]);
            setState("following");
          });
        } catch {
          // The line was lost, or a row could not be read: the next turn asks for all of it again.
        }
        if (stop.signal.aborted) return;
        setState(ended ? "ended" : "lost");
        if (ended) return;
        await new Promise((done) => setTimeout(done, pause));
      }
    };
    void follow();
    return () => stop.abort();
  }, [name]);
  return { history, state };
}
