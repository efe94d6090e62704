import { useEffect } from "react";
import { api } from "../api/client";
import type { ExplanationMethods, ModelName } from "../api/types";
import { features } from "./features";
import { Store, useStore } from "./store";

/** How each model can be explained, asked once; what cannot be asked offers nothing. */
class Explanations extends Store<Readonly<Record<string, ExplanationMethods>>> {
  private readonly asked = new Set<string>();

  constructor() {
    super({});
  }

  async load(model: ModelName): Promise<void> {
    const key = keyOf(model);
    if (this.asked.has(key)) return;
    this.asked.add(key);
    try {
      const found = await api.explanations(model);
      this.set({ ...this.state, [key]: found });
    } catch {
      // Asked again with the next reading; the reading's own heat-map is there without it.
      this.asked.delete(key);
    }
  }
}

const explanations = new Explanations();

function keyOf({ name, version }: ModelName): string {
  return JSON.stringify([name, String(version)]);
}

/** How a model can be explained; null while that is not known, or where the server does not say. */
export function useExplanations(model: ModelName | null | undefined): ExplanationMethods | null {
  const known = useStore(explanations);
  const { value: server } = useStore(features);
  const key = model ? keyOf(model) : null;
  useEffect(() => {
    if (model && server?.explain) void explanations.load(model);
  }, [key, server?.explain]);
  return key === null ? null : known[key] ?? null;
}
