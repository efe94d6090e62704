/** How much of a network was learnt from X-rays: its last step, some of its layers, all of them, or all from nothing. */
export type Learning = "head" | "blocks" | "full" | "scratch";

/** What a recipe (YAML, as the bundle keeps it) says of that; null where it says nothing. */
export function learningOf(recipe: unknown): Learning | null {
  if (typeof recipe !== "string") return null;
  const value = (key: string) => new RegExp(`^\\s*${key}:\\s*(.*)$`, "gm");
  const weights = [...recipe.matchAll(value("weights"))].map((match) => match[1]?.replace(/["']/g, "").trim());
  if (weights[0] === "none") return "scratch";
  const parts = [...recipe.matchAll(value("fine_tune"))].map((match) => match[1]?.replace(/["']/g, "").trim() ?? "");
  if (parts.length === 0) return null;
  if (parts.includes("full")) return "full";
  return parts.every((part) => part === "head") ? "head" : "blocks";
}
