import { useCallback, useRef, type KeyboardEvent } from "react";
import { sortings, type Sorting } from "../core/sorting";
import { settings } from "../state/settings";
import { worklist, type Item } from "../state/worklist";
import { Icon } from "../ui/Icon";
import { save } from "../ui/save";
import { WorklistRow } from "./WorklistRow";
import { readingsTable } from "./readingsTable";

interface WorklistProps {
  ordered: readonly Item[];
  selected: number | null;
  sorting: Sorting;
  onSorting: (sorting: Sorting) => void;
}

/** Every file of this visit, with its reading. */
export function Worklist({ ordered, selected, sorting, onSorting }: WorklistProps) {
  const list = useRef<HTMLUListElement>(null);
  const finished = ordered.filter(({ state }) => state === "done" || state === "failed").length;
  const failed = ordered.filter(({ state, problem }) => state === "failed" && !problem?.isLasting);
  const onSelect = useCallback((id: number) => worklist.select(id), []);

  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const steps: Record<string, number> = {
      ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -ordered.length, End: ordered.length,
      ...(settings.state.shortcuts ? { j: 1, k: -1 } : {}),
    };
    const by = steps[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    worklist.step(by, ordered.map(({ id }) => id));
    requestAnimationFrame(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }));
  };
  return (
    <section className="panel worklist" aria-labelledby="worklist-title">
      <div className="worklist-head">
        <h2 id="worklist-title">Worklist</h2>
        <span className="number" role="status">{finished} of {ordered.length} done</span>
      </div>
      {finished < ordered.length && (
        <progress value={finished} max={ordered.length} aria-label="Files done">{finished} of {ordered.length}</progress>
      )}
      <div className="row">
        <label className="field-inline">
          <span>Sort</span>
          <select value={sorting} onChange={(event) => onSorting((event.target as HTMLSelectElement).value as Sorting)}>
            {sortings.map(([name, title]) => <option key={name} value={name}>{title}</option>)}
          </select>
        </label>
        <button type="button" className="button small" disabled={finished === 0}
          onClick={() => save(new Blob([readingsTable(ordered)], { type: "text/csv" }), "hilum-readings.csv")}>
          <Icon name="download" /> CSV
        </button>
        {failed.length > 0 && (
          <button type="button" className="button small" title="Read the failed files again"
            onClick={() => worklist.retry(failed.map(({ id }) => id))}>
            <Icon name="retry" /> Retry {failed.length}
          </button>
        )}
        <button type="button" className="button small" onClick={() => worklist.clear()}>Clear</button>
      </div>
      <ul ref={list} role="listbox" aria-label="Files" tabIndex={0} onKeyDown={onKey}
        aria-activedescendant={selected === null ? undefined : `file-${selected}`}>
        {ordered.map((item) => (
          <WorklistRow key={item.id} item={item} selected={item.id === selected} onSelect={onSelect} />
        ))}
      </ul>
    </section>
  );
}
