import { useEffect, useState } from "react";
import type { Problem } from "../api/errors";
import { shownHeat } from "../state/heat";
import { asProblem } from "../state/useLoaded";
import type { Item } from "../state/worklist";
import { heatLevels, levels, pictureOf } from "./pictures";

/** What the viewer needs of a file, as it comes in. */
export interface Picture {
  id: number;
  frame: number;
  image: ImageBitmap | null;
  /** RGBA pixels of the image, read the first time they are asked for. */
  pixels: () => ImageData;
  heat: ImageData | null;
  problem: Problem | null;
}

/** Picture and heat-map of a worklist item. */
export function usePicture(item: Item | null): Picture | null {
  const [image, setImage] = useState<Omit<Picture, "heat"> | null>(null);
  const [heat, setHeat] = useState<{ id: number; url: string; levels: ImageData } | null>(null);
  const id = item?.id ?? null;
  const frame = item?.frame ?? 0;
  const url = item && (shownHeat(item)?.url ?? null);

  useEffect(() => {
    if (!item || item.mime === "") return;
    let wanted = true;
    pictureOf(item).then(
      (bitmap) => wanted && setImage({ id: item.id, frame, image: bitmap, pixels: once(() => levels(bitmap)), problem: null }),
      (error: unknown) => wanted && setImage({ id: item.id, frame, image: null, pixels: noPixels, problem: asProblem(error) }),
    );
    return () => void (wanted = false);
  }, [id, frame, item?.mime]);

  useEffect(() => {
    if (id === null || url === null) return;
    let wanted = true;
    heatLevels(url).then((map) => wanted && setHeat({ id, url, levels: map }), () => undefined);
    return () => void (wanted = false);
  }, [id, url]);

  if (id === null) return null;
  // While another picture of the same file comes, the one before stays, without its heat-map.
  const shown = image?.id === id ? image : { id, frame, image: null, pixels: noPixels, problem: null };
  return { ...shown, heat: heat?.id === id && heat.url === url && shown.frame === frame ? heat.levels : null };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function noPixels(): ImageData {
  return new ImageData(1, 1);
}
