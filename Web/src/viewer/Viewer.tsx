import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { dragged, type Grey } from "../core/grey";
import { panned, place, zoomed, type Size, type View } from "../core/view";
import { settings } from "../state/settings";
import { useStore } from "../state/store";
import { colored, regreyed } from "./pictures";
import type { Picture } from "./usePicture";

export type Tool = "pan" | "grey";

interface ViewerProps {
  picture: Picture;
  label: string;
  /** The lungs' edges, in shares of the picture. */
  lungs?: [number, number][][];
  /** What the colours of the heat-map mean. */
  heat: string | null;
  view: View;
  onView: (view: View) => void;
  grey: Grey;
  onGrey: (grey: Grey) => void;
  tool: Tool;
  onKey?: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The picture on a light box: drawn on a canvas, moved and zoomed by pointer, wheel, touch and keys. */
export function Viewer({ picture, label, lungs, heat: meaning, view, onView, grey, onGrey, tool, onKey }: ViewerProps) {
  const { overlay, outline, opacity, colorMap } = useStore(settings);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const { image, heat } = picture;

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const shown = useMemo(() => image && regreyed(image, picture.pixels, grey), [image, grey]);
  const heatColors = useMemo(() => heat && colored(heat, colorMap), [heat, colorMap]);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !canvas.current || size.width === 0) return;
    const density = devicePixelRatio;
    const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
    if (canvas.current.width !== width || canvas.current.height !== height) {
      canvas.current.width = width;
      canvas.current.height = height;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    if (!shown) return;
    const { left, top, width: w, height: h } = place(view, size, shown);
    context.imageSmoothingEnabled = w < shown.width * 4;
    context.imageSmoothingQuality = "high";
    context.drawImage(shown, left, top, w, h);
    if (overlay && heatColors) {
      context.imageSmoothingEnabled = true;
      context.globalAlpha = opacity;
      context.drawImage(heatColors, left, top, w, h);
      context.globalAlpha = 1;
    }
    if (outline && lungs) {
      context.strokeStyle = "#00e5ff";
      context.lineWidth = 1.5;
      for (const corners of lungs) {
        context.beginPath();
        for (const [x, y] of corners) context.lineTo(left + x * w, top + y * h);
        context.closePath();
        context.stroke();
      }
    }
    if (!heatColors && overlay) return;
    performance.clearMarks("hilum:shown");
    performance.mark("hilum:shown", { detail: picture.id });
  });

  const latest = useRef({ view, size, image, onView });
  latest.current = { view, size, image, onView };
  useEffect(() => {
    const element = frame.current;
    const wheel = (event: WheelEvent) => {
      const { view: now, size: box, image: bitmap, onView: change } = latest.current;
      if (!bitmap || !element) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      change(zoomed(now, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), at, box, bitmap));
    };
    // React listens passively to the wheel; the page must not scroll while the picture zooms.
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, []);

  const move = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (!before || !image) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    if (other && frame.current) {
      const { left, top } = frame.current.getBoundingClientRect();
      const apart = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y);
      const middle = { x: (now.x + other.x) / 2 - left, y: (now.y + other.y) / 2 - top };
      const pinched = zoomed(view, apart(now) / Math.max(1, apart(before)), middle, size, image);
      onView(panned(pinched, dx / 2, dy / 2, size, image));
    } else if ((tool === "grey") !== (event.shiftKey || event.buttons === 2)) onGrey(dragged(grey, dx, dy));
    else onView(panned(view, dx, dy, size, image));
  };
  const release = (event: PointerEvent<HTMLElement>) => void pointers.current.delete(event.pointerId);

  return (
    <div
      ref={frame} className={`viewer tool-${tool}`} tabIndex={0} role="application" aria-label={`X-ray viewer: ${label}`}
      aria-describedby="viewer-help" onKeyDown={onKey} onContextMenu={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      }}
      onPointerMove={move} onPointerUp={release} onPointerCancel={release}
      onDoubleClick={() => onView({ zoom: 1, x: 0, y: 0 })}
    >
      <canvas ref={canvas} role="img"
        aria-label={`${label}${image ? "" : ", loading"}${image && overlay && heat ? ", with heat-map" : ""}`} />
      {image && overlay && heat && meaning !== null && (
        <p className="heat-note">Colour: {meaning}</p>
      )}
      {!image && !picture.problem && <div className="viewer-wait" role="status">Opening {label}…</div>}
      {picture.problem && (
        <div className="viewer-wait" role="status">The picture cannot be shown. {picture.problem.message}</div>
      )}
    </div>
  );
}
