import { heatMeaning } from "../core/methods";
import { useExplanations } from "../state/explanations";
import { ownMethodOf, shownHeat } from "../state/heat";
import type { Item } from "../state/worklist";
import type { Picture } from "../viewer/usePicture";
import type { ViewerControls } from "../viewer/useViewer";
import { Viewer } from "../viewer/Viewer";
import { inWords } from "./inWords";

interface SideProps {
  side: "prior" | "current";
  items: readonly Item[];
  item: Item | null;
  picture: Picture | null;
  controls: ViewerControls;
  onChoose: (id: number) => void;
}

/** One of the two X-rays: which, its picture, its reading. */
export function Side({ side, items, item, picture, controls, onChoose }: SideProps) {
  const title = side === "prior" ? "Prior" : "Current";
  const own = ownMethodOf(useExplanations(item?.reading?.model));
  const heat = item && shownHeat(item, own);
  return (
    <section className="compare-side" aria-label={title}>
      <label className="field-inline">
        <span>{title}</span>
        <select value={item?.id ?? ""} onChange={(event) => onChoose(Number((event.target as HTMLSelectElement).value))}>
          {items.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      {item && picture && (
        <Viewer picture={picture} label={`${title}: ${item.name}`} heat={heat && heatMeaning(heat)}
          lungs={item.reading?.lungs?.outline?.polygons}
          view={controls.view} onView={controls.setView} grey={controls.grey} onGrey={controls.setGrey}
          tool={controls.tool} onKey={controls.onKey} />
      )}
      {item && <p className="side-reading">{inWords(item)}</p>}
    </section>
  );
}
