import { api } from "../api/client";
import type { Problem } from "../api/errors";
import type { Features } from "../api/types";
import { Store } from "./store";
import { asProblem } from "./useLoaded";

export interface FeaturesState {
  features: Features | null;
  problem: Problem | null;
}

/** What the server can do, asked first, so that nothing is asked of it that it does not have. */
class FeaturesStore extends Store<FeaturesState> {
  constructor() {
    super({ features: null, problem: null });
  }

  readonly load = async (): Promise<void> => {
    try {
      this.set({ features: await api.features(), problem: null });
    } catch (error) {
      this.set({ features: this.state.features, problem: asProblem(error) });
    }
  };
}

export const features = new FeaturesStore();
