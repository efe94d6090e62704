import { api } from "../api/client";
import type { ModelVersion } from "../api/types";
import { architecture, className, figure, interval, list, percent } from "../core/format";
import { blocks, section } from "../core/markdown";
import { href } from "../state/route";
import { useLoaded } from "../state/useLoaded";
import { Markdown } from "../ui/Markdown";

/** The model's own account of its data and its limits, from its card. */
export function TrainedOn({ model, version }: { model: string; version: ModelVersion }) {
  const wanted = version.has?.card !== false;
  const { value: card } = useLoaded(
    () => (wanted ? api.card(model, version.version) : Promise.resolve("")), [model, version.version]);
  const document = blocks(card ?? "");
  const data = section(document, /training.*data/i);
  const caveats = section(document, /caveats/i);
  const { metrics } = version;
  return (
    <>
      <p>
        <strong>{model}</strong>, version {version.version}: {architecture(version.architecture)},{" "}
        {version.task === "multi-label" ? "looks for" : "tells apart"}{" "}
        {list((version.classes ?? []).map((name) => className(name).toLowerCase()))}.
      </p>
      {typeof metrics?.macro_auroc === "number" && (
        <p>
          On {metrics.n ?? "its"} test X-rays of patients it had never seen: AUROC {figure(metrics.macro_auroc)} on the mean
          of all {version.task === "multi-label" ? "findings" : "classes"} ({interval(metrics.confidence_intervals?.macro_auroc)}).
        </p>
      )}
      {typeof metrics?.auroc === "number" && (
        <p>
          On {metrics.n ?? "its"} test X-rays of patients it had never seen: sensitivity {percent(metrics.sensitivity as number)},
          specificity {percent(metrics.specificity as number)}, AUROC {figure(metrics.auroc)}{" "}
          ({interval(metrics.confidence_intervals?.auroc)}).
        </p>
      )}
      <Markdown content={data} under={2} />
      {caveats.length > 0 && <><h3>Beware</h3><Markdown content={caveats} under={2} /></>}
      <p><a href={href("models", model, version.version)}>All its figures and its card</a></p>
    </>
  );
}
