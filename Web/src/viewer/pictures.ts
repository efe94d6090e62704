import { api } from "../api/client";
import { undecodable } from "../api/errors";
import { colorize, type ColorMapName } from "../core/colormaps";
import { applyTable, greyTable, isPlain, type Grey } from "../core/grey";
import { isShowable } from "../core/sniff";
import { worklist, type Item } from "../state/worklist";

/** A picture that can be drawn. */
export type Drawable = ImageBitmap | OffscreenCanvas;

const kept = 6;
const pictures = new Map<string, Promise<ImageBitmap>>();

/** The picture of a file: by the browser where it can, else as the server renders it. The last few are kept. */
export function pictureOf(item: Item): Promise<ImageBitmap> {
  const name = `${item.id}/${item.frame}`;
  const known = pictures.get(name);
  pictures.delete(name);
  const picture = known ?? (isShowable(item.mime) ? decoded(item.file) : rendered(item));
  pictures.set(name, picture);
  picture.catch(() => pictures.delete(name));
  for (const old of pictures.keys()) {
    if (pictures.size <= kept) break;
    pictures.delete(old);
  }
  return picture;
}

async function rendered({ id, file, mime, frame }: Item): Promise<ImageBitmap> {
  const { picture, frames } = await api.render(file, mime, frame);
  worklist.count(id, frames);
  return decoded(picture);
}

async function decoded(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw undecodable();
  }
}

/** Grey levels of a heat-map's data URL, as RGBA pixels. */
export async function heatLevels(url: string): Promise<ImageData> {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (char) => char.charCodeAt(0));
  return levels(await createImageBitmap(new Blob([bytes], { type: "image/png" })));
}

/** RGBA pixels of a picture. */
export function levels(picture: Drawable): ImageData {
  const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, picture.width, picture.height);
}

/** The heat-map in colour. */
export function colored(heat: ImageData, map: ColorMapName): OffscreenCanvas {
  return canvasOf(new ImageData(colorize(map, heat.data), heat.width, heat.height));
}

/** The picture with its grey changed; the very picture where nothing is to change. */
export function regreyed(picture: ImageBitmap, pixels: () => ImageData, grey: Grey): Drawable {
  if (isPlain(grey)) return picture;
  const source = pixels();
  const target = new ImageData(source.width, source.height);
  applyTable(greyTable(grey), source.data, target.data);
  return canvasOf(target);
}

function canvasOf(data: ImageData): OffscreenCanvas {
  const canvas = new OffscreenCanvas(data.width, data.height);
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  return canvas;
}
