/** How a picture lies in its frame: `zoom` 1 fits it, `x` and `y` move its middle, in shares of the fitted picture's size. */
export interface View {
  zoom: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Rectangle extends Size {
  left: number;
  top: number;
}

export const fitted: View = { zoom: 1, x: 0, y: 0 };
const zoomLimits = [0.5, 16] as const;

/** The scale at which the whole picture just fits the frame. */
export function fitScale(frame: Size, picture: Size): number {
  return Math.min(frame.width / picture.width, frame.height / picture.height);
}

/** Where the picture is drawn. Shares, not pixels, so that two pictures of different sizes can share a view. */
export function place(view: View, frame: Size, picture: Size): Rectangle {
  const scale = fitScale(frame, picture) * view.zoom;
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    width, height,
    left: frame.width / 2 - width / 2 + view.x * width,
    top: frame.height / 2 - height / 2 + view.y * height,
  };
}

/** The view zoomed by `factor` about a point of the frame that stays where it is. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }, frame: Size, picture: Size): View {
  const zoom = Math.min(zoomLimits[1], Math.max(zoomLimits[0], view.zoom * factor));
  const before = place(view, frame, picture);
  const share = { x: (at.x - before.left) / before.width, y: (at.y - before.top) / before.height };
  const after = place({ ...view, zoom }, frame, picture);
  return bounded({
    zoom,
    x: (at.x - share.x * after.width - (frame.width - after.width) / 2) / after.width,
    y: (at.y - share.y * after.height - (frame.height - after.height) / 2) / after.height,
  });
}

/** The view moved by pixels of the frame. */
export function panned(view: View, dx: number, dy: number, frame: Size, picture: Size): View {
  const { width, height } = place(view, frame, picture);
  return bounded({ ...view, x: view.x + dx / width, y: view.y + dy / height });
}

/** Keeps the picture's middle within reach: it can never be lost. */
function bounded(view: View): View {
  const keep = (value: number) => Math.min(0.5, Math.max(-0.5, value));
  return { ...view, x: keep(view.x), y: keep(view.y) };
}
