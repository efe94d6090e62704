/** What grey levels are shown: window and level in the picture's 0…255, and whether black and white change places. */
export interface Grey {
  window: number;
  level: number;
  inverted: boolean;
}

export const plainGrey: Grey = { window: 255, level: 127.5, inverted: false };

export function isPlain({ window, level, inverted }: Grey): boolean {
  return window === plainGrey.window && level === plainGrey.level && !inverted;
}

/** 256 shown levels for 256 stored ones. */
export function greyTable({ window, level, inverted }: Grey): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256);
  for (let stored = 0; stored < 256; stored++) {
    const shown = ((stored - level) / window + 0.5) * 255;
    table[stored] = inverted ? 255 - shown : shown;
  }
  return table;
}

/** The grey after a drag: rightwards widens the window, downwards lowers the level, as at a workstation. */
export function dragged(grey: Grey, dx: number, dy: number): Grey {
  const bounded = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  return { ...grey, window: bounded(grey.window + dx * 0.6, 4, 510), level: bounded(grey.level - dy * 0.4, 0, 255) };
}

/** Applies a table to RGBA pixels of a grey picture, in place. */
export function applyTable(table: Uint8ClampedArray, source: Uint8ClampedArray, target: Uint8ClampedArray): void {
  for (let i = 0; i < source.length; i += 4) {
    const shown = table[source[i] ?? 0] ?? 0;
    target[i] = shown;
    target[i + 1] = shown;
    target[i + 2] = shown;
    target[i + 3] = 255;
  }
}
