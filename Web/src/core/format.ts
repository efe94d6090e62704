import type { Task } from "../api/types";

const dash = "–";

/** 0.9342 → "93.4 %"; tiny and huge probabilities are not rounded to certainty. */
export function percent(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  const least = 10 ** -(digits + 2);
  if (value > 0 && value < least / 2) return `< ${(least * 100).toFixed(digits)} %`;
  if (value < 1 && value > 1 - least / 2) return `> ${(100 - least * 100).toFixed(digits)} %`;
  return `${(value * 100).toFixed(digits)} %`;
}

/** A model's probability: 0.9342 → "93.4 %", never surer than "> 99 %" and "< 1 %". */
export function probabilityText(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  if (value > 0.99) return "> 99 %";
  return value < 0.01 ? "< 1 %" : percent(value);
}

/** 0.9902 → "0.990". */
export function figure(value: unknown, digits = 3): string {
  return typeof value === "number" && Number.isFinite(value) ? value.toFixed(digits) : dash;
}

/** "0.985–0.995". */
export function interval(value: readonly [number, number] | null | undefined, digits = 3): string {
  return value ? `${figure(value[0], digits)}–${figure(value[1], digits)}` : dash;
}

export function milliseconds(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

export function count(value: number): string {
  return value.toLocaleString("en").replace(/,/g, "\u202f");
}

/** "21 Nov 2026, 04:31", in the reader's own time. */
export function moment(iso: string | undefined): string {
  const date = new Date(iso ?? "");
  if (Number.isNaN(date.getTime())) return dash;
  return date.toLocaleString("en-GB", {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
  });
}

/** "14:32:10" for a time of today, else as `moment`; in the reader's own time. */
export function clock(iso: string | null | undefined, now = new Date()): string {
  const date = new Date(iso ?? "");
  return date.toDateString() === now.toDateString() ? date.toLocaleTimeString("en-GB") : moment(iso ?? undefined);
}

/** A DICOM date: "20261121" → "21 Nov 2026"; what is no date stays as it is. */
export function dicomDate(value: string): string {
  const parts = /^(\d{4})[-.]?(\d{2})[-.]?(\d{2})$/.exec(value);
  const date = new Date(parts ? `${parts[1]}-${parts[2]}-${parts[3]}T12:00:00Z` : "");
  return Number.isNaN(date.getTime()) ? value
    : date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
}

/** 412345678901 → "412 GB". */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined || !(value >= 0)) return dash;
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  const scaled = value / 1000 ** unit;
  return `${scaled.toFixed(unit > 0 && scaled < 10 ? 1 : 0)} ${units[unit]}`;
}

/** NORMAL → "Normal", Pleural_Thickening → "Pleural Thickening". */
export function className(name: string): string {
  return name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase().replace(/_/g, " ") : name.replace(/_/g, " ");
}

/** "mobilenet_v2" → "MobileNetV2". */
/** "Normal / Bacteria / Virus"; of more than four how many. */
export function classesText(classes: readonly string[] | undefined, task: Task | undefined): string {
  const names = classes ?? [];
  return names.length <= 4 ? names.map(className).join(" / ") : `${names.length} ${task === "multi-label" ? "findings" : "classes"}`;
}

/** "a", "a and b", "a, b and c". */
export function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

export function architecture(name: string | undefined): string {
  if (!name) return dash;
  const known: Record<string, string> = {
    mobilenet_v2: "MobileNetV2", densenet121: "DenseNet-121", compact_cnn: "compact CNN", vit_b_16: "ViT-B/16", vit_tiny: "ViT-Tiny",
    convnext_tiny: "ConvNeXt-Tiny", efficientnet_b0: "EfficientNet-B0", hybrid_resnet18: "ResNet-18 with attention",
    hybrid_mobilenet_v2: "MobileNetV2 with attention",
  };
  return known[name] ?? name.replace(/^resnet-?(\d+)$/, "ResNet-$1");
}
