import { api } from "../api/client";
import { useLoaded } from "../state/useLoaded";

/** The reading in plain sentences. */
export function ObjectReport({ id }: { id: string }) {
  const { value: report, problem } = useLoaded(() => api.archiveReport(id), [id]);
  if (problem) return <p className="fine">{problem.status === 404 ? "No report is kept of this object." : problem.message}</p>;
  if (!report) return <p role="status" className="fine">Fetching the report…</p>;
  return (
    <section className="object-report">
      {([["Findings", report.findings], ["Impression", report.impression]] as const).map(([title, sentences]) => (
        sentences.length > 0 && (
          <div key={title}>
            <h2>{title}</h2>
            {sentences.map((sentence, index) => <p key={index}>{sentence}</p>)}
          </div>
        )
      ))}
    </section>
  );
}
