import { useState } from "react";
import { api } from "../api/client";
import type { Evaluation, ModelInfo, ModelVersion } from "../api/types";
import { Problem } from "../api/errors";
import { architecture, classesText, className, moment, percent } from "../core/format";
import { blocks } from "../core/markdown";
import { asSeveral } from "../core/severalMetrics";
import { useLoaded } from "../state/useLoaded";
import { Markdown } from "../ui/Markdown";
import { ProblemNotice } from "../ui/ProblemNotice";
import { AgreementTable } from "./AgreementTable";
import { criterionWords } from "./criteria";
import { EvidenceTable } from "./EvidenceTable";
import { Measured } from "./Measured";
import { MeasuredClasses } from "./MeasuredClasses";
import { MetricTable } from "./MetricTable";
import { ReportLink } from "./ReportLink";
import { SeveralFigures } from "./SeveralFigures";
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
  const { task, classes = [] } = version;
  const info = useLoaded<ModelInfo | null>(
    () => ask(task !== undefined && version.state !== "failed", () => api.modelInfo(model, version.version)),
    [model, version.version]);
  const points = info.value?.findings ?? null;
  const positive = version.positive_class ?? classes[1] ?? "positive";
  const thresholdOf = (name: string) =>
    points?.find((one) => one.name === name)?.operating_point.threshold ?? asSeveral(version.metrics)?.per_class[name]?.threshold ?? 0.5;

  return (
    <article className="model-detail" aria-labelledby="model-title">
      <header className="panel">
        <h2 id="model-title">{model} <span className="chip">version {version.version}</span></h2>
        <p>
          {architecture(version.architecture)} · {classesText(version.classes, version.task)}
          {version.task === "multi-label" ? "" : ` · positive is ${className(version.positive_class ?? "–")}`} · made {moment(version.created)}
        </p>
        {version.task === "multi-label" && <p>Each finding is called from its own threshold on.</p>}
        {point && version.task !== "multi-label" && (
          <p>
            Called positive from {percent(point.threshold)} on
            {point.criterion ? ` (${criterionWords(point.criterion)})` : ""}
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
            {task ? <SeveralFigures task={task} version={version} points={points} />
              : version.metrics && <MetricTable metrics={version.metrics} figures="two" />}
            {version.evidence && <EvidenceTable evidence={version.evidence} />}
            {version.stress && <StressTable stress={version.stress} />}
            {version.agreement && <AgreementTable record={version.agreement} used={version.precision} />}
            {evaluation.problem && <ProblemNotice problem={evaluation.problem} onRetry={evaluation.reload} />}
            {!evaluation.loading && !evaluation.problem && !value && (
              <p className="panel">
                This version carries no predictions, so its curves cannot be drawn. Train it anew to have them.
              </p>
            )}
            {value && task && <MeasuredClasses key={String(points !== null)} evaluation={value} threshold={point?.threshold ?? 0.5}
              thresholdOf={thresholdOf} />}
            {value && !task && <Measured validation={value.validation ?? null} test={value.test ?? null} positive={positive}
              negative={classes.find((name) => name !== positive) ?? "negative"} threshold={point?.threshold ?? 0.5} />}
            {value?.history && value.history.length > 0 && <TrainingCurves history={value.history} />}
          </>
        )}
      </div>
    </article>
  );
}
