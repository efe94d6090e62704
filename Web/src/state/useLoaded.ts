import { useCallback, useEffect, useState } from "react";
import { Problem } from "../api/errors";

/** Something fetched from the server: not yet there, there, or the problem with it. */
export interface Loaded<T> {
  value: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
}

/** Fetches when `dependencies` change; an answer that comes too late is dropped. */
export function useLoaded<T>(fetchIt: () => Promise<T>, dependencies: readonly unknown[]): Loaded<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<Loaded<T>, "reload">>({ value: null, problem: null, loading: true });
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    let wanted = true;
    setState((before) => ({ ...before, loading: true }));
    fetchIt().then(
      (value) => wanted && setState({ value, problem: null, loading: false }),
      (error: unknown) => wanted && setState({ value: null, problem: asProblem(error), loading: false }),
    );
    return () => void (wanted = false);
  }, [...dependencies, turn]);
  return { ...state, reload };
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error
    : new Problem(0, "page", "Something in this page went wrong.", "Reload the page and try again.");
}
