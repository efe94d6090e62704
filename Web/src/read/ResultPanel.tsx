import { architecture, milliseconds } from "../core/format";
import { leading } from "../core/leading";
import { subject, verdict } from "../core/verdict";
import { useExplanations } from "../state/explanations";
import { ownHeatOf, ownMethodOf, shownHeat } from "../state/heat";
import { models } from "../state/models";
import { href } from "../state/route";
import { useStore } from "../state/store";
import { worklist, type Item } from "../state/worklist";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/ProblemNotice";
import { ExplanationChoice } from "./ExplanationChoice";
import { Feedback } from "./Feedback";
import { FindingBars } from "./FindingBars";
import { LungEvidence } from "./LungEvidence";
import { ModelPicker } from "./ModelPicker";
import { ProbabilityBar } from "./ProbabilityBar";
import { Sentences } from "./Sentences";
import { TwoClasses } from "./TwoClasses";
import { Warnings } from "./Warnings";

/** The reading of one X-ray, how sure it is, and what to beware of. */
export function ResultPanel({ item }: { item: Item | null }) {
  const { value: known, problem } = useStore(models);
  return (
    <section className="panel result" aria-labelledby="result-title" aria-live="polite">
      <h2 id="result-title">Reading</h2>
      <ModelPicker models={known} />
      {problem && !item && <ProblemNotice problem={problem} onRetry={() => void models.load()} />}
      {!item && !problem && <Nothing />}
      {item?.state === "turning" && <p className="waiting">This frame is read once you stop turning.</p>}
      {item?.state === "queued" && <p className="waiting">Waiting for its turn…</p>}
      {item?.state === "reading" && <p className="waiting"><i className="pulse" aria-hidden="true" /> Reading…</p>}
      {item?.state === "waiting" && (
        <p className="waiting"><i className="pulse" aria-hidden="true" /> {item.problem?.message} Trying again by itself.</p>
      )}
      {item?.state === "failed" && item.problem && (
        <ProblemNotice problem={item.problem} onRetry={() => worklist.retry([item.id])} />
      )}
      {item?.reading && <Result item={item} />}
    </section>
  );
}

function Nothing() {
  return (
    <>
      <p>Here you will see, within a moment of dropping an X-ray:</p>
      <ul className="promise">
        <li><strong>the decision</strong>, and the threshold it was made at;</li>
        <li><strong>the probability</strong>, calibrated: of a hundred X-rays with 80 %, about eighty have the finding;</li>
        <li><strong>the evidence</strong>, as a heat-map on the picture;</li>
        <li><strong>the doubts</strong>: poor quality, or a picture unlike those the model has learnt from.</li>
      </ul>
    </>
  );
}

function Result({ item }: { item: Item }) {
  const { value: known } = useStore(models);
  const reading = item.reading;
  const own = ownMethodOf(useExplanations(reading?.model ?? null));
  const target = reading && leading(reading);
  const said = reading && verdict(reading);
  if (!reading || !target || !said) return null;
  const { decision, model, task, findings } = reading;
  const version = known?.find(({ name }) => name === model.name)?.versions
    .find((one) => String(one.version) === String(model.version));
  const isStrange = reading.in_distribution === false;
  return (
    <>
      {isStrange && <Warnings reading={reading} />}
      <div className={`decision ${isStrange ? "strange" : ""} ${decision.positive ? "positive" : "negative"}`}>
        <Icon name={decision.positive ? "warning" : "check"} />
        <div>
          <p className="decision-word">{said.word}</p>
          <p className="decision-why">{said.why}</p>
        </div>
      </div>
      {task !== "multi-label" && (
        <ProbabilityBar label={`Probability of ${subject(target)}`} probability={target.decided}
          threshold={decision.threshold} positive={decision.positive} />
      )}
      {!isStrange && <Warnings reading={reading} />}
      {task && findings ? <FindingBars item={item} task={task} findings={findings} />
        : <TwoClasses probabilities={reading.probabilities} />}
      <ExplanationChoice item={item} reading={reading} />
      {reading.lungs && (
        <LungEvidence lungs={reading.lungs} heatOf={task ? ownHeatOf(reading) : null}
          heatBy={shownHeat(item, own)?.method === own ? null : own} />
      )}
      {reading.report && <Sentences report={reading.report} />}
      <dl className="facts">
        <div><dt>Model</dt><dd><a href={href("models", model.name, model.version)}>{model.name}</a>, version {model.version}
          {version?.architecture ? ` (${architecture(version.architecture)})` : ""}</dd></div>
        {(item.frames ?? 1) > 1 && <div><dt>Frame</dt><dd>{item.frame + 1} of {item.frames}</dd></div>}
        <div><dt>Time</dt><dd>{milliseconds(reading.milliseconds)} on the server</dd></div>
      </dl>
      <Feedback item={item} reading={reading} />
      <p className="row">
        <a className="button" href={href("report", item.id)}><Icon name="print" /> Report</a>
        <a className="button" href={href("compare", item.id)}><Icon name="swap" /> Compare</a>
      </p>
    </>
  );
}
