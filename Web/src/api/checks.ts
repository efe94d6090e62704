import { Problem } from "./errors";
import type { Reading } from "./types";

/** An answer to `/predict` that has what a reading needs; a problem where the server sent something else. */
export function checkedReading(answer: unknown): Reading {
  const reading = answer as Partial<Reading> | null;
  const { decision, probabilities, model } = reading ?? {};
  const isWhole = typeof decision?.threshold === "number" && typeof decision.margin === "number"
    && typeof probabilities === "object" && probabilities !== null
    && Object.values(probabilities).every((value) => typeof value === "number")
    && typeof model?.name === "string" && typeof reading?.prediction === "string";
  if (!isWhole) {
    throw new Problem(200, "malformed_answer", "The server's answer could not be understood.", "Reload the page and try again.");
  }
  return { ...(reading as Reading), quality: reading?.quality ?? [], heatmap: reading?.heatmap ?? null };
}
