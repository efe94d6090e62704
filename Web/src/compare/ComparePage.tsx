import { useState } from "react";
import { useRoute } from "../state/route";
import { useStore } from "../state/store";
import { worklist } from "../state/worklist";
import { DropZone } from "../read/DropZone";
import { useFileDrop } from "../read/useFileDrop";
import { Icon } from "../ui/Icon";
import { Shortcuts } from "../viewer/Shortcuts";
import { Toolbar } from "../viewer/Toolbar";
import { usePicture } from "../viewer/usePicture";
import { useViewer } from "../viewer/useViewer";
import { Change } from "./Change";
import { Side } from "./Side";

interface Pair {
  prior: number | null;
  current: number | null;
}

/** A prior X-ray beside the current one: one view moves both. */
export function ComparePage() {
  const items = useStore(worklist).items.filter(({ state }) => state !== "failed");
  const { parts } = useRoute();
  const [shortcuts, setShortcuts] = useState(false);
  const [chosen, setChosen] = useState<Pair>({ prior: null, current: Number(parts[0]) || null });
  useFileDrop((files) => worklist.add(files));
  const current = items.find(({ id }) => id === chosen.current) ?? items[items.length - 1] ?? null;
  const others = items.filter(({ id }) => id !== current?.id);
  const prior = others.find(({ id }) => id === chosen.prior) ?? others[0] ?? null;
  const shown: Pair = { prior: prior?.id ?? null, current: current?.id ?? null };
  const controls = useViewer(1);
  const pictures = { prior: usePicture(prior), current: usePicture(current) };

  return (
    <>
      <div className="compare-head">
        <h1>Compare</h1>
        <p>A prior X-ray beside the current one of the same person. Zoom, move and grey levels go together.</p>
        {items.length > 1 && (
          <button type="button" className="button"
            onClick={() => setChosen({ prior: shown.current, current: shown.prior })}>
            <Icon name="swap" /> Change places
          </button>
        )}
        {items.length > 0 && <DropZone compact />}
      </div>
      {items.length < 2 ? (
        <section className="compare-empty">
          <p className="panel">
            {items.length === 0 ? "Add the two X-rays to compare." : "One X-ray is there. Add the other one."}
          </p>
          <DropZone />
        </section>
      ) : (
        <>
          {(["prior", "current"] as const).map((side) => (
            <Side key={side} side={side} items={items} item={side === "prior" ? prior : current} controls={controls}
              picture={pictures[side]} onChoose={(id) => setChosen({ ...shown, [side]: id })} />
          ))}
          <p id="viewer-help" className="visually-hidden">Arrow keys move both pictures, plus and minus zoom.</p>
          <div className="compare-tools">
            <Toolbar controls={controls} hasHeat={Boolean(pictures.prior?.heat ?? pictures.current?.heat)}
              hasLungs={[prior, current].some((item) => item?.reading?.lungs?.outline)}
              onShortcuts={() => setShortcuts(true)} />
          </div>
          {prior?.reading && current?.reading && <Change prior={prior.reading} current={current.reading} />}
        </>
      )}
      {shortcuts && <Shortcuts onClose={() => setShortcuts(false)} />}
    </>
  );
}
