import type { Labelled } from "../api/types";

/** A point of a curve, and the threshold from which cases are called positive there. */
export interface CurvePoint {
  x: number;
  y: number;
  threshold: number;
}

interface Step {
  threshold: number;
  tp: number;
  fp: number;
}

/** Cumulated true and false positives at each distinct probability, highest first. */
function steps({ labels, probabilities }: Labelled): { steps: Step[]; positives: number; negatives: number } {
  const order = labels.map((_, index) => index).sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
  const found: Step[] = [];
  let tp = 0;
  let fp = 0;
  order.forEach((index, rank) => {
    labels[index] === 1 ? tp++ : fp++;
    const threshold = probabilities[index] ?? 0;
    const next = order[rank + 1];
    if (next === undefined || probabilities[next] !== threshold) found.push({ threshold, tp, fp });
  });
  return { steps: found, positives: tp, negatives: fp };
}

/** ROC: false positive rate against sensitivity, from (0, 0) to (1, 1). Empty where a class is missing. */
export function rocCurve(data: Labelled): CurvePoint[] {
  const { steps: all, positives, negatives } = steps(data);
  if (positives === 0 || negatives === 0) return [];
  return [
    { x: 0, y: 0, threshold: Infinity },
    ...all.map(({ threshold, tp, fp }) => ({ x: fp / negatives, y: tp / positives, threshold })),
  ];
}

/** Precision against recall; the first point repeats the first precision at recall 0. Empty without positives. */
export function prCurve(data: Labelled): CurvePoint[] {
  const { steps: all, positives } = steps(data);
  if (positives === 0) return [];
  const points = all.map(({ threshold, tp, fp }) => ({ x: tp / positives, y: tp / (tp + fp), threshold }));
  const first = points[0];
  return first ? [{ x: 0, y: first.y, threshold: Infinity }, ...points] : [];
}

/** Area under a curve by the trapezoid rule: exact for the ROC. */
export function area(points: readonly CurvePoint[]): number {
  return points.slice(1).reduce((sum, point, index) => {
    const before = points[index];
    return before ? sum + ((point.x - before.x) * (point.y + before.y)) / 2 : sum;
  }, 0);
}

/** Average precision: the sum of precision weighted by the step in recall. */
export function averagePrecision(points: readonly CurvePoint[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + (point.x - (points[index]?.x ?? 0)) * point.y, 0);
}

export interface ReliabilityBin {
  /** Mean probability of the cases in the bin. */
  predicted: number;
  /** Share of them that are positive. */
  observed: number;
  n: number;
}

/** Cases in bins of equal width by probability, empty bins left out. */
export function reliability({ labels, probabilities }: Labelled, bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ probability: 0, positive: 0, n: 0 }));
  labels.forEach((label, index) => {
    const probability = probabilities[index] ?? 0;
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))];
    if (!bin) return;
    bin.probability += probability;
    bin.positive += label;
    bin.n += 1;
  });
  return sums.filter((bin) => bin.n > 0)
    .map((bin) => ({ predicted: bin.probability / bin.n, observed: bin.positive / bin.n, n: bin.n }));
}

/** Expected calibration error over those bins (Naeini et al. 2015). */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.n, 0);
  return bins.reduce((sum, bin) => sum + (bin.n / total) * Math.abs(bin.predicted - bin.observed), 0);
}

/** The point of a curve whose threshold is the smallest that is still at least `threshold`. */
export function pointAt(points: readonly CurvePoint[], threshold: number): CurvePoint | null {
  return points.reduce<CurvePoint | null>((best, point) => (point.threshold >= threshold ? point : best), null);
}
