import { useEffect, useState } from "react";
import { api } from "../api/client";
import type { Problem } from "../api/errors";
import type { Opinion, PastReading } from "../api/types";
import { opinionText } from "../core/opinions";
import { asProblem } from "../state/useLoaded";
import { features as featuresStore } from "../state/features";
import { models } from "../state/models";
import { useStore } from "../state/store";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/ProblemNotice";
import { save } from "../ui/save";
import { HistoryTable } from "./HistoryTable";
import { Performance } from "./Performance";

const pageSize = 50;

/** Past readings, what people said of them, and how well the model does by their word. */
export function HistoryPage() {
  const [query, setQuery] = useState("");
  const [readings, setReadings] = useState<PastReading[] | null>(null);
  const [next, setNext] = useState<string | number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [changes, setChanges] = useState(0);
  const { value: known } = useStore(models);
  const { value: features } = useStore(featuresStore);
  const keeps = features?.audit ?? false;

  const fetchPage = async (before?: string | number) => {
    try {
      const page = await api.history({ limit: pageSize, before, query: query || undefined });
      setReadings((earlier) => (before !== undefined && earlier ? [...earlier, ...page.readings] : page.readings));
      setNext(page.next);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  useEffect(() => {
    if (!keeps) return;
    const timer = setTimeout(() => void fetchPage(), query === "" ? 0 : 250);
    return () => clearTimeout(timer);
  }, [query, keeps]);

  const give = async (id: string, opinion: Opinion) => {
    try {
      await api.feedback(id, opinion);
      setReadings((all) => all?.map((one) => (one.id === id ? said(one, opinion) : one)) ?? null);
      setChanges((count) => count + 1);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  const saveAll = async () => {
    try {
      save(await api.historyTable(), "hilum-history.csv");
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  if (features && !keeps) return <Off />;
  return (
    <>
      <div className="history-head">
        <h1>History</h1>
        <label className="field-inline search">
          <span>Search</span>
          <input type="search" value={query} placeholder="class, model or request"
            onChange={(event) => setQuery((event.target as HTMLInputElement).value)} />
        </label>
        <button type="button" className="button" disabled={!readings?.length}
          onClick={() => void saveAll()}>
          <Icon name="download" /> CSV
        </button>
      </div>
      {problem && <ProblemNotice problem={problem} onRetry={() => void fetchPage()} />}
      {keeps && <Performance turn={changes} />}
      {readings === null && !problem && <p role="status">Asking the server…</p>}
      {readings?.length === 0 && (
        <p className="panel">
          {query ? "No reading fits this search." : "No reading yet. The first one you make will stand here."}
        </p>
      )}
      {readings && readings.length > 0 && (
        <HistoryTable readings={readings} onFeedback={give}
          classesOf={(model) => known?.find(({ name }) => name === model)?.versions[0]?.classes ?? []} />
      )}
      {next !== null && (
        <button type="button" className="button" onClick={() => void fetchPage(next)}>Show older readings</button>
      )}
    </>
  );
}

/** A reading with what a person now says of it, as the server keeps it. */
function said(reading: PastReading, opinion: Opinion): PastReading {
  return {
    ...reading, feedback: opinionText(opinion), feedback_findings: typeof opinion === "string" ? null : [...opinion],
  };
}

function Off() {
  return (
    <section className="panel narrow">
      <h1>History is off</h1>
      <p>This server keeps no record of its readings, so there is nothing to show and no feedback to give.</p>
      <p>
        Whoever runs it can turn it on: <code>hilum serve --audit FILE</code>. Pictures are never kept in it, only readings.
      </p>
    </section>
  );
}
