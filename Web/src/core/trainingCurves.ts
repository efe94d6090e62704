import type { Epoch } from "../api/types";

export interface Series {
  name: string;
  label: string;
  points: { x: number; y: number }[];
}

/** What a column of a run's history is called to a person. */
export function columnLabel(name: string): string {
  const text = name.replace(/^val(idation)?_/, "validation ").replace(/^train_/, "training ").replace(/_/g, " ");
  return text.replace(/\b(auroc|auprc|mcc|f1|ece)\b/g, (word) => word.toUpperCase());
}

/** The losses of a history, and its other measured figures between 0 and 1; speed and step sizes are left out. */
export function seriesOf(history: readonly Epoch[], kind: "loss" | "figure"): Series[] {
  const wanted = kind === "loss" ? /loss$/ : /(accuracy|auroc|auprc|f1|sensitivity|specificity|mcc)$/;
  // Sorted, since the columns of a row come in any order: training stands before validation.
  const names = [...new Set(history.flatMap((row) => Object.keys(row)))].filter((name) => wanted.test(name)).sort();
  return names.map((name) => ({
    name, label: columnLabel(name),
    points: history.flatMap((row, index) => {
      const value = row[name];
      return typeof value === "number" && Number.isFinite(value) ? [{ x: row.epoch ?? index + 1, y: value }] : [];
    }),
  })).filter(({ points }) => points.length > 0);
}

/** The epoch with the lowest validation loss. */
export function bestEpoch(history: readonly Epoch[]): number | null {
  const loss = (row: Epoch) => row.validation_loss ?? row.val_loss ?? null;
  const best = history.filter((row) => loss(row) !== null).sort((a, b) => (loss(a) ?? 0) - (loss(b) ?? 0))[0];
  return best?.epoch ?? null;
}
