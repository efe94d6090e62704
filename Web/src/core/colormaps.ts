/** A colour map by its anchors, evenly spaced from 0 to 1. */
type Anchors = readonly (readonly [number, number, number])[];

const anchors = {
  // jet, as the known systems draw Grad-CAM
  jet: [
    [0, 0, 143], [0, 0, 255], [0, 127, 255], [0, 255, 255], [127, 255, 127], [255, 255, 0], [255, 127, 0], [255, 0, 0],
    [128, 0, 0],
  ],
  // viridis and inferno of matplotlib (Smith and van der Walt, CC0): even to the eye, and to the colour-blind
  viridis: [
    [68, 1, 84], [71, 44, 122], [59, 81, 139], [44, 113, 142], [33, 144, 141], [39, 173, 129], [92, 200, 99],
    [170, 220, 50], [253, 231, 37],
  ],
  inferno: [
    [0, 0, 4], [31, 12, 72], [85, 15, 109], [136, 34, 106], [186, 54, 85], [227, 89, 51], [249, 140, 10],
    [249, 201, 50], [252, 255, 164],
  ],
} as const;

export type ColorMapName = keyof typeof anchors;
export const colorMapNames = Object.keys(anchors) as ColorMapName[];

/** Colour of `value` in 0…1, as red, green, blue in 0…255. */
export function colorAt(name: ColorMapName, value: number): [number, number, number] {
  const list: Anchors = anchors[name];
  const place = Math.min(1, Math.max(0, value)) * (list.length - 1);
  const low = list[Math.floor(place)] ?? [0, 0, 0];
  const high = list[Math.ceil(place)] ?? low;
  const part = place - Math.floor(place);
  return [0, 1, 2].map((i) => Math.round((low[i] ?? 0) * (1 - part) + (high[i] ?? 0) * part)) as [number, number, number];
}

/** How much of the overlay shows at `value`: little evidence stays clear, so that the X-ray is seen through it. */
export function coverAt(value: number): number {
  const part = Math.min(1, Math.max(0, (value - 0.2) / 0.55));
  return part * part * (3 - 2 * part);
}

/** RGBA pixels of a map of grey levels (one byte a pixel, at every fourth byte of `grey`). */
export function colorize(name: ColorMapName, grey: Uint8ClampedArray): Uint8ClampedArray {
  const table = new Uint8ClampedArray(1024);
  for (let level = 0; level < 256; level++) {
    table.set(colorAt(name, level / 255), level * 4);
    table[level * 4 + 3] = Math.round(coverAt(level / 255) * 255);
  }
  const out = new Uint8ClampedArray(grey.length);
  for (let i = 0; i < grey.length; i += 4) {
    const entry = (grey[i] ?? 0) * 4;
    out[i] = table[entry] ?? 0;
    out[i + 1] = table[entry + 1] ?? 0;
    out[i + 2] = table[entry + 2] ?? 0;
    out[i + 3] = table[entry + 3] ?? 0;
  }
  return out;
}

/** A colour map as a CSS gradient, for its key. */
export function gradient(name: ColorMapName): string {
  return `linear-gradient(90deg, ${anchors[name].map((color) => `rgb(${color.join(" ")})`).join(", ")})`;
}
