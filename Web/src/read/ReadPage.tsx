import { useEffect, useMemo, useRef, useState } from "react";
import { heatMeaning } from "../core/methods";
import { order, type Sorting } from "../core/sorting";
import { useExplanations } from "../state/explanations";
import { ownMethodOf, shownHeat } from "../state/heat";
import { useStore } from "../state/store";
import { worklist } from "../state/worklist";
import { Shortcuts } from "../viewer/Shortcuts";
import { Toolbar } from "../viewer/Toolbar";
import { usePicture } from "../viewer/usePicture";
import { useViewer } from "../viewer/useViewer";
import { Viewer } from "../viewer/Viewer";
import { DropZone } from "./DropZone";
import { Explanation } from "./Explanation";
import { FrameSelector } from "./FrameSelector";
import { ResultPanel } from "./ResultPanel";
import { useFileDrop } from "./useFileDrop";
import { Worklist } from "./Worklist";

/** Drop an X-ray, see the reading: explanation at the left, picture in the middle, reading at the right. */
export function ReadPage() {
  const { items, selected } = useStore(worklist);
  const [sorting, setSorting] = useState<Sorting>("added");
  const [shortcuts, setShortcuts] = useState(false);
  const item = items.find(({ id }) => id === selected) ?? null;
  const ordered = useMemo(() => order(items, sorting), [items, sorting]);
  const stage = useRef<HTMLElement>(null);
  const step = (by: number) => worklist.step(by, ordered.map(({ id }) => id));
  const turn = (by: number) => item && worklist.turn(item.id, item.frame + by);
  const controls = useViewer(selected, step, turn);
  const picture = usePicture(item);
  const own = ownMethodOf(useExplanations(item?.reading?.model));
  const heat = item && shownHeat(item, own);
  const dragging = useFileDrop((files) => {
    performance.mark("hilum:drop");
    worklist.add(files);
  });
  // A person who has dropped a file wants to see it, and its keys to work.
  useEffect(() => {
    if (items.length > 0) stage.current?.querySelector<HTMLElement>(".viewer")?.focus({ preventScroll: true });
  }, [items.length > 0]);

  return (
    <>
      <h1 className="visually-hidden">Read chest X-rays</h1>
      <Explanation reading={item?.reading ?? null} method={heat?.method ?? own} />
      <section className="stage" aria-label="X-ray" ref={stage}>
        {item && picture ? (
          <>
            <div className="stage-head">
              <h2 title={item.name}>{item.name}</h2>
              <FrameSelector item={item} />
              <DropZone compact />
            </div>
            <Viewer picture={picture} label={item.name} heat={heat && heatMeaning(heat)}
              lungs={item.reading?.lungs?.outline?.polygons}
              view={controls.view} onView={controls.setView} grey={controls.grey} onGrey={controls.setGrey}
              tool={controls.tool} onKey={controls.onKey} />
            <p id="viewer-help" className="visually-hidden">
              Arrow keys move the picture, plus and minus zoom; the shortcuts button lists every key.
            </p>
            <Toolbar controls={controls} hasHeat={picture.heat !== null}
              hasLungs={Boolean(item.reading?.lungs?.outline)} onShortcuts={() => setShortcuts(true)} />
          </>
        ) : <DropZone />}
      </section>
      <aside className="results" aria-label="Reading">
        <ResultPanel item={item} />
        {items.length > 0 && <Worklist ordered={ordered} selected={selected} sorting={sorting} onSorting={setSorting} />}
      </aside>
      {dragging && <div className="drop-veil" aria-hidden="true"><p>Drop to read</p></div>}
      {shortcuts && <Shortcuts onClose={() => setShortcuts(false)} />}
    </>
  );
}
