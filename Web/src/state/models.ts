import { api } from "../api/client";
import { Problem } from "../api/errors";
import type { Model } from "../api/types";
import { Store } from "./store";
import { asProblem } from "./useLoaded";

export interface ModelsState {
  models: Model[] | null;
  problem: Problem | null;
}

/** The server's models, fetched once and shared by every page. */
class ModelsStore extends Store<ModelsState> {
  constructor() {
    super({ models: null, problem: null });
  }

  readonly load = async (): Promise<void> => {
    try {
      this.set({ models: await api.models(), problem: null });
    } catch (error) {
      this.set({ models: this.state.models, problem: asProblem(error) });
    }
  };
}

export const models = new ModelsStore();
