import type { Problem } from "../api/errors";
import { Store } from "./store";
import { asProblem } from "./useLoaded";

export interface FetchedState<T> {
  value: T | null;
  problem: Problem | null;
}

/** Something of the server's that is fetched once and shared by every page; what was there stays where fetching it anew fails. */
export class Fetched<T> extends Store<FetchedState<T>> {
  constructor(private readonly fetchIt: () => Promise<T>) {
    super({ value: null, problem: null });
  }

  readonly load = async (): Promise<void> => {
    try {
      this.set({ value: await this.fetchIt(), problem: null });
    } catch (error) {
      this.set({ value: this.state.value, problem: asProblem(error) });
    }
  };
}
