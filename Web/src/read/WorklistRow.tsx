import { memo } from "react";
import { className, probabilityText } from "../core/format";
import { leading } from "../core/leading";
import type { Item } from "../state/worklist";
import { Icon } from "../ui/Icon";

interface WorklistRowProps {
  item: Item;
  selected: boolean;
  onSelect: (id: number) => void;
}

export const WorklistRow = memo(function WorklistRow({ item, selected, onSelect }: WorklistRowProps) {
  const target = item.reading && leading(item.reading);
  const doubtful = item.reading && (item.reading.in_distribution === false || item.reading.quality.length > 0);
  return (
    <li id={`file-${item.id}`} role="option" aria-selected={selected} className="worklist-row"
      onClick={() => onSelect(item.id)}>
      <span className="file-name" title={item.name}>{item.name}</span>
      {item.reading && target ? (
        <>
          <span className="mini-bar" aria-hidden="true">
            <i className={item.reading.decision.positive ? "positive" : "negative"}
              style={{ width: `${target.probability * 100}%` }} />
          </span>
          <span className="number">{probabilityText(target.probability)}</span>
          <span className={`chip ${item.reading.decision.positive ? "positive" : "negative"}`}>
            {item.reading.decision.positive ? className(target.name) : "Negative"}
          </span>
          {doubtful && (
            <span className="chip warn" title="There are doubts about this picture"><Icon name="warning" /> doubt</span>
          )}
        </>
      ) : (
        <span className={`chip state-${item.state}`} title={item.problem?.message}>{words[item.state]}</span>
      )}
    </li>
  );
});

const words = {
  queued: "queued", turning: "another frame…", reading: "reading…", waiting: "server busy…", done: "done", failed: "could not be read",
} as const;
