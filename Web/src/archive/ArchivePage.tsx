import { useCallback, useState } from "react";
import { objectStates } from "../api/types";
import { features as featuresStore } from "../state/features";
import { useStore } from "../state/store";
import { ProblemNotice } from "../ui/ProblemNotice";
import { NodeLine } from "./NodeLine";
import { ObjectList } from "./ObjectList";
import { StateFilter } from "./StateFilter";
import { useArchive } from "./useArchive";

/** What came from the hospital's archive, what it gave, what waits, and what failed and why; live. */
export function ArchivePage({ filter }: { filter: string | null }) {
  const { value: features } = useStore(featuresStore);
  const has = features?.archive ?? false;
  const state = objectStates.find((one) => one === filter) ?? null;
  const [live, setLive] = useState(true);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { archive, objects, problem, refresh, showOlder } = useArchive(has, state, live, open.size > 0);

  const turn = useCallback((id: string) => setOpen((before) => {
    const after = new Set(before);
    if (!after.delete(id)) after.add(id);
    return after;
  }), []);

  if (features && !has) return <Off />;
  return (
    <>
      <div className="archive-head">
        <h1>Archive</h1>
        {archive && <NodeLine node={archive.node} />}
        <button type="button" className="toggle live-toggle" aria-pressed={live} onClick={() => setLive(!live)}
          title={live ? "What is shown is asked for every two seconds" : "What is shown stays as it is"}>
          {live && <i className="pulse" aria-hidden="true" />} Live
        </button>
      </div>
      {problem && <ProblemNotice problem={problem} onRetry={refresh} />}
      {archive && <StateFilter counts={archive.counts} chosen={state} />}
      {!objects && !problem && <p role="status">Asking the server…</p>}
      {objects?.length === 0 && (
        <p className="panel">
          {state ? "No object is in this state." : "Nothing has come yet. An object shows here as soon as it is received."}
        </p>
      )}
      {objects && objects.length > 0 && <ObjectList objects={objects} open={open} onTurn={turn} onChange={refresh} />}
      {objects && archive?.next != null && (
        <button type="button" className="button" onClick={showOlder}>Show older objects</button>
      )}
    </>
  );
}

function Off() {
  return (
    <section className="panel narrow">
      <h1>Not in an archive</h1>
      <p>This server takes no objects from a hospital’s archive.</p>
      <p>Whoever runs it can let it: <code>hilum serve --dicom PORT --ae-title HILUM</code>.</p>
    </section>
  );
}
