/** Round values from `low` to `high`, at most about `most` of them. */
export function ticks(low: number, high: number, most = 6): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9) * step;
  const found: number[] = [];
  for (let value = first; value <= high + step * 1e-9; value += step) found.push(Number(value.toPrecision(12)));
  return found;
}

/** Whole numbers only, for epochs. */
export function wholeTicks(low: number, high: number, most = 8): number[] {
  return ticks(low, high, most).filter(Number.isInteger);
}
