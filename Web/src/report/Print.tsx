import { useEffect, useRef } from "react";
import { settings } from "../state/settings";
import { useStore } from "../state/store";
import { colored } from "../viewer/pictures";
import type { Picture } from "../viewer/usePicture";

const longest = 1200;

/** The picture at a size fit for paper, with or without its heat-map. */
export function Print({ picture, overlay, caption }: { picture: Picture | null; overlay: boolean; caption: string }) {
  const { opacity, colorMap } = useStore(settings);
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = picture?.image ?? null;
  const heat = picture?.heat ?? null;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !canvas.current || !image) return;
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    canvas.current.width = Math.round(image.width * scale);
    canvas.current.height = Math.round(image.height * scale);
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.current.width, canvas.current.height);
    if (!overlay || !heat) return;
    context.globalAlpha = opacity;
    context.drawImage(colored(heat, colorMap), 0, 0, canvas.current.width, canvas.current.height);
  }, [image, heat, opacity, colorMap]);
  return (
    <figure>
      <canvas ref={canvas} role="img" aria-label={caption} />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
