/** True and false positives and negatives at a threshold. */
export interface Counts {
  tp: number;
  fp: number;
  tn: number;
  fn: number;
}

/** Counts of cases called positive from `threshold` on. */
export function countsAt(labels: readonly number[], probabilities: readonly number[], threshold: number): Counts {
  const counts: Counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  labels.forEach((label, index) => {
    const positive = (probabilities[index] ?? 0) >= threshold;
    if (label === 1) positive ? counts.tp++ : counts.fn++;
    else positive ? counts.fp++ : counts.tn++;
  });
  return counts;
}

/** Share of truly positive cases that are called positive; null where there are none. */
export const sensitivity = ({ tp, fn }: Counts): number | null => ratio(tp, tp + fn);
/** Share of truly negative cases that are called negative. */
export const specificity = ({ tn, fp }: Counts): number | null => ratio(tn, tn + fp);
/** Share of positive calls that are right. */
export const ppv = ({ tp, fp }: Counts): number | null => ratio(tp, tp + fp);
/** Share of negative calls that are right. */
export const npv = ({ tn, fn }: Counts): number | null => ratio(tn, tn + fn);

export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** PPV where `prevalence` of the people examined are ill (Bayes). */
export function ppvAt(prevalence: number, sens: number, spec: number): number | null {
  return ratio(sens * prevalence, sens * prevalence + (1 - spec) * (1 - prevalence));
}

/** NPV where `prevalence` of the people examined are ill (Bayes). */
export function npvAt(prevalence: number, sens: number, spec: number): number | null {
  return ratio(spec * (1 - prevalence), spec * (1 - prevalence) + (1 - sens) * prevalence);
}

/** Wilson's 95 % interval of a share (Wilson 1927). */
export function wilson(part: number, whole: number): [number, number] | null {
  if (whole <= 0) return null;
  const z = 1.959963984540054;
  const share = part / whole;
  const scale = 1 + (z * z) / whole;
  const middle = share + (z * z) / (2 * whole);
  const half = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}
