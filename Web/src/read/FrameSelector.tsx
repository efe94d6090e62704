import { worklist, type Item } from "../state/worklist";
import { IconButton } from "../ui/IconButton";
import { Slider } from "../ui/Slider";

/** Which picture of a file with several is shown and read. */
export function FrameSelector({ item }: { item: Item }) {
  const { id, frame, frames } = item;
  if (frames === null || frames < 2) return null;
  return (
    <div className="frames" role="group" aria-label="Picture of the file">
      <IconButton icon="minus" label="Previous frame (,)" disabled={frame === 0} onClick={() => worklist.turn(id, frame - 1)} />
      <Slider label="Frame" value={frame + 1} min={1} max={frames} shown={`${frame + 1} of ${frames}`}
        onChange={(value) => worklist.turn(id, value - 1)} />
      <IconButton icon="plus" label="Next frame (.)" disabled={frame === frames - 1}
        onClick={() => worklist.turn(id, frame + 1)} />
    </div>
  );
}
