import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import type { Problem } from "../api/errors";
import type { Archive, ArchivedObject, ObjectState } from "../api/types";
import { asProblem } from "../state/useLoaded";

const pageSize = 50;
/** How many rows are held, at most. */
const mostHeld = 1000;
const everyMilliseconds = 2000;
const longestPause = 60_000;

export interface FollowedArchive {
  /** The last answer, whatever was asked for then. */
  archive: Archive | null;
  /** The objects in the state that is asked for; null until they are known. */
  objects: ArchivedObject[] | null;
  problem: Problem | null;
  refresh: () => void;
  showOlder: () => void;
}

/**
 * Follows the archive while the page is seen: every two seconds, less often where the server does not answer.
 * While `isHeld`, and when the page is not at its top, rows that are shown stay, however many come before them.
 */
export function useArchive(has: boolean, state: ObjectState | null, live: boolean, isHeld: boolean): FollowedArchive {
  const [answer, setAnswer] = useState<{ of: ObjectState | null; archive: Archive } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wanted, setWanted] = useState(pageSize);
  const [turn, setTurn] = useState(0);
  const objects = answer && answer.of === state ? answer.archive.objects : null;
  const shown = useRef({ objects, isHeld });
  shown.current = { objects, isHeld };

  useEffect(() => {
    if (!has) return;
    let isOver = false, isAsking = false, pause = everyMilliseconds;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      isAsking = true;
      try {
        const before = shown.current.objects ?? [];
        const archive = await newest(state, wanted, shown.current.isHeld || scrollY > 0 ? before : []);
        if (isOver) return;
        setAnswer({ of: state, archive: { ...archive, objects: unchangedKept(before, archive.objects) } });
        setProblem(null);
        pause = everyMilliseconds;
      } catch (error) {
        if (isOver) return;
        const found = asProblem(error);
        setProblem(found);
        // Where the answer will stay the same, asking again would only ask for the key again.
        if (found.status === 401 || found.status === 403 || found.status === 404) return;
        pause = Math.min(longestPause, pause * 2);
      } finally {
        isAsking = false;
      }
      if (live && document.visibilityState === "visible") timer = setTimeout(ask, pause);
    };
    const seenOrHidden = () => {
      clearTimeout(timer);
      if (live && !isAsking && document.visibilityState === "visible") void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", seenOrHidden);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seenOrHidden);
    };
  }, [has, state, live, wanted, turn]);

  const refresh = useCallback(() => setTurn((before) => before + 1), []);
  const showOlder = useCallback(() => setWanted((before) => before + pageSize), []);
  return { archive: answer?.archive ?? null, objects, problem, refresh, showOlder };
}

/** The objects, each the very one of before where nothing about it has changed, so that its row is not drawn again. */
function unchangedKept(before: readonly ArchivedObject[], after: readonly ArchivedObject[]): ArchivedObject[] {
  const known = new Map(before.map((object) => [object.id, object]));
  return after.map((object) => {
    const same = known.get(object.id);
    return same && JSON.stringify(same) === JSON.stringify(object) ? same : object;
  });
}

/** The newest objects: as many as are wanted, and further where rows that are held would fall off the end. */
async function newest(
  state: ObjectState | null, wanted: number, held: readonly ArchivedObject[],
): Promise<Archive> {
  const ask = (before: string | undefined, limit: number) => api.archive({ limit, before, state: state ?? undefined });
  const archive = await ask(undefined, pageSize);
  const known = new Set(held.map(({ id }) => id));
  const arrived = Math.max(0, archive.objects.findIndex(({ id }) => known.has(id)));
  const rows = Math.max(wanted, Math.min(mostHeld, held.length + arrived));
  let { objects, next } = archive;
  while (next !== null && objects.length < rows) {
    const older = await ask(next, Math.min(pageSize, rows - objects.length));
    objects = [...objects, ...older.objects];
    next = older.objects.length > 0 ? older.next : null;
  }
  return { ...archive, objects, next };
}
