// What the browsers have and TypeScript 4.8's library does not know yet.

interface OffscreenCanvas extends EventTarget {
  readonly width: number;
  readonly height: number;
  getContext(kind: "2d", options?: { willReadFrequently?: boolean }): CanvasRenderingContext2D | null;
}

declare const OffscreenCanvas: { new (width: number, height: number): OffscreenCanvas };

interface CanvasDrawImage {
  drawImage(image: ImageBitmap | OffscreenCanvas, x: number, y: number): void;
  drawImage(image: ImageBitmap | OffscreenCanvas, x: number, y: number, width: number, height: number): void;
}

