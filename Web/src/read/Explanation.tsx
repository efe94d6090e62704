import type { Reading } from "../api/types";
import { aboutMethod, methodName } from "../core/methods";
import { models } from "../state/models";
import { useStore } from "../state/store";
import { HeatMapDrawing } from "./HeatMapDrawing";
import { HowItLearnt } from "./HowItLearnt";
import { TrainedOn } from "./TrainedOn";

/** How a reading comes about, for someone who sees one for the first time. */
export function Explanation({ reading, method }: { reading: Reading | null; method: string }) {
  const { value: known } = useStore(models);
  const model = known?.find(({ name }) => name === reading?.model.name) ?? known?.[0] ?? null;
  const wanted = reading?.model.version ?? model?.default_version ?? null;
  const version = model?.versions.find((one) => String(one.version) === String(wanted)) ?? model?.versions[0] ?? null;
  return (
    <aside className="explanation" aria-label="How this works">
      <details className="panel" open>
        <summary><h2>How it has learnt</h2></summary>
        <HowItLearnt model={model?.name} version={version?.version} />
      </details>
      <details className="panel" open>
        <summary><h2>What the colours mean</h2></summary>
        <HeatMapDrawing />
        <p>
          <strong>The heat-map ({methodName(method)})</strong> {aboutMethod(method)} It is made {version?.task
            ? "for one class or finding: at first for the one that leads, then for the one you choose among the bars."
            : "for the likelier class: in a normal chest, for “normal”."} Strong colour is strong evidence <em>to the network</em>. It does not outline
          disease: colour outside the lungs, or on a marker or a tube, is a reason to distrust the reading.
        </p>
      </details>
      <details className="panel" open>
        <summary><h2>What this model was trained on</h2></summary>
        {model && version ? <TrainedOn model={model.name} version={version} /> : <p>No model has been loaded yet.</p>}
      </details>
    </aside>
  );
}
