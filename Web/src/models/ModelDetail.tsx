import { useState } from "react";
import { api } from "../api/client";
import type { Evaluation, ModelVersion } from "../api/types";
import { Problem } from "../api/errors";
import { architecture, className, moment, percent } from "../core/format";
import { blocks } from "../core/markdown";
import { useLoaded } from "../state/useLoaded";
import { Markdown } from "../ui/Markdown";
import { ProblemNotice } from "../ui/ProblemNotice";
import { Measured } from "./Measured";
import { EvidenceTable } from "./EvidenceTable";
import { MetricTable } from "./MetricTable";
import { ReportLink } from "./ReportLink";
import { StressTable } from "./StressTable";
import { TrainingCurves } from "./TrainingCurves";

/** All that is known of one version of a model. */
export function ModelDetail({ model, version }: { model: string; version: ModelVersion }) {
  const ask = <T,>(wanted: boolean | undefined, get: () => Promise<T>): Promise<T | null> =>
    wanted === false ? Promise.resolve(null)
      : get().catch((error: unknown) => {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      });
  const evaluation = useLoaded<Evaluation | null>(
    () => ask(version.has?.evaluation, () => api.evaluation(model, version.version)), [model, version.version]);
  const card = useLoaded<string | null>(
    () => ask(version.has?.card, () => api.card(model, version.version)), [model, version.version]);
  const [part, setPart] = useState<"figures" | "card">("figures");
  const point = version.operating_point;
  const { value } = evaluation;

  return (
    <article className="model-detail" aria-labelledby="model-title">
      <header className="panel">
        <h2 id="model-title">{model} <span className="chip">version {version.version}</span></h2>
        <p>
          {architecture(version.architecture)} · {(version.classes ?? []).map(className).join(" / ")} · positive
          is {className(version.positive_class ?? "–")} · made {moment(version.created)}
        </p>
        {point && (
          <p>
            Called positive from {percent(point.threshold)} on
            {point.criterion ? ` (${criteria[point.criterion] ?? point.criterion})` : ""}
            {point.chosen_on ? `, chosen on ${point.n ?? ""} ${point.chosen_on} cases` : ""}.
          </p>
        )}
        {version.error && <p className="notice bad" role="alert">This version could not be loaded: {version.error}</p>}
        <div className="tabs">
          <div role="tablist" aria-label="Parts">
            {([["figures", "Figures and curves"], ["card", "Model card"]] as const).map(([name, title]) => (
              <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={part === name}
                aria-controls="model-part" tabIndex={part === name ? 0 : -1} onClick={() => setPart(name)}
                onKeyDown={(event) => {
                  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
                  const other = name === "figures" ? "card" : "figures";
                  setPart(other);
                  document.getElementById(`tab-${other}`)?.focus();
                }}>
                {title}
              </button>
            ))}
          </div>
          {version.has?.report && <ReportLink model={model} version={version.version} />}
        </div>
      </header>
      <div id="model-part" role="tabpanel" aria-labelledby={`tab-${part}`}>
        {part === "card" && (card.value
          ? <div className="panel"><Markdown content={blocks(card.value)} under={1} /></div>
          : <p className="panel">{card.loading ? "Fetching the card…" : "This version has no model card."}</p>)}
        {part === "figures" && (
          <>
            {version.metrics && <MetricTable metrics={version.metrics} />}
            {version.evidence && <EvidenceTable evidence={version.evidence} />}
            {version.stress && <StressTable stress={version.stress} />}
            {evaluation.problem && <ProblemNotice problem={evaluation.problem} onRetry={evaluation.reload} />}
            {!evaluation.loading && !evaluation.problem && !value && (
              <p className="panel">
                This version carries no predictions, so its curves cannot be drawn. Train it anew to have them.
              </p>
            )}
            {value && <Measured evaluation={value} classes={version.classes ?? []} positive={version.positive_class}
              threshold={point?.threshold ?? 0.5} />}
            {value?.history && value.history.length > 0 && <TrainingCurves history={value.history} />}
          </>
        )}
      </div>
    </article>
  );
}

const criteria: Record<string, string> = {
  youden: "the highest sum of sensitivity and specificity", f1: "the highest F1", half: "one half",
};
