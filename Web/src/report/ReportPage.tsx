import { architecture, className, figure, interval, milliseconds, moment, probabilityText } from "../core/format";
import { byMargin } from "../core/findings";
import { leading } from "../core/leading";
import { heatMeaning, methodName } from "../core/methods";
import { subject, verdict } from "../core/verdict";
import { FindingBar } from "../read/FindingBar";
import { ProbabilityBar } from "../read/ProbabilityBar";
import { Warnings } from "../read/Warnings";
import { useExplanations } from "../state/explanations";
import { ownMethodOf, shownHeat } from "../state/heat";
import { models } from "../state/models";
import { href } from "../state/route";
import { useStore } from "../state/store";
import { worklist } from "../state/worklist";
import { Icon } from "../ui/Icon";
import { usePicture } from "../viewer/usePicture";
import { Print } from "./Print";

/** One reading on one page, to print or to keep as PDF. */
export function ReportPage({ id }: { id: number }) {
  const { items } = useStore(worklist);
  const { value: known } = useStore(models);
  const item = items.find((one) => one.id === id) ?? null;
  const picture = usePicture(item);
  const reading = item?.reading ?? null;
  const own = ownMethodOf(useExplanations(reading?.model));
  const target = reading && leading(reading);
  if (!item || !reading || !target) {
    return (
      <section className="panel narrow">
        <h1>No reading to report</h1>
        <p>Readings are kept only while this page is open. <a href={href("read")}>Read the X-ray</a>, then choose “Report”.</p>
      </section>
    );
  }
  const version = known?.find(({ name }) => name === reading.model.name)?.versions
    .find((one) => String(one.version) === String(reading.model.version));
  const metrics = version?.metrics;
  const { task, findings, decision } = reading;
  const said = verdict(reading);
  const heat = shownHeat(item, own);
  return (
    <>
      <p className="row no-print">
        <button type="button" className="button primary" onClick={() => print()}>
          <Icon name="print" /> Print or save as PDF
        </button>
        <a className="button" href={href("read")}>Back to the reading</a>
      </p>
      <article className="sheet" aria-labelledby="report-title">
        <header>
          <h1 id="report-title">Chest X-ray reading by Hilum</h1>
          <p className="sheet-warning">Research software, not a medical device</p>
        </header>
        <dl className="sheet-facts">
          <div><dt>File</dt><dd>{item.name}{(item.frames ?? 1) > 1 ? `, frame ${item.frame + 1} of ${item.frames}` : ""}</dd></div>
          <div><dt>Printed</dt><dd>{moment(new Date().toISOString())}</dd></div>
          <div>
            <dt>Model</dt>
            <dd>
              {reading.model.name}, version {reading.model.version}
              {version?.architecture ? `, ${architecture(version.architecture)}` : ""}
            </dd>
          </div>
          <div><dt>Reading</dt><dd>{reading.request_id ?? "–"}, {milliseconds(reading.milliseconds)}</dd></div>
        </dl>
        <div className="sheet-pictures">
          <Print picture={picture} overlay={false} caption="As read" />
          <Print picture={picture} overlay caption={!heat?.url ? "No heat-map was made"
            : `Heat-map (${methodName(heat.method)}): ${heatMeaning(heat)}`} />
        </div>
        <section className="sheet-result">
          <h2>{said?.word}</h2>
          {task !== "multi-label" && (
            <ProbabilityBar label={`Calibrated probability of ${subject(target)}`} probability={target.decided}
              threshold={decision.threshold} positive={decision.positive} />
          )}
          {task && findings ? (
            <ul className="sheet-findings">
              {byMargin(findings).map((finding) => (
                <li key={finding.name} className="finding"><FindingBar finding={finding} task={task} /></li>
              ))}
            </ul>
          ) : <p>{Object.entries(reading.probabilities).map(([name, value]) => `${className(name)} ${probabilityText(value)}`).join(" · ")}</p>}
          <Warnings reading={reading} />
        </section>
        <section className="sheet-limits">
          <h2>How far to trust it</h2>
          {metrics && task && (
            <p>
              On {metrics.n} test X-rays of patients not seen in training: AUROC {figure(metrics.macro_auroc)} on the mean of
              all {task === "multi-label" ? "findings" : "classes"} ({interval(metrics.confidence_intervals?.macro_auroc)}, 95 %
              interval). {task === "multi-label" ? "Findings" : "Classes"} differ: the model’s own page has each.
            </p>
          )}
          {metrics && !task && (
            <p>
              On {metrics.n} test X-rays of patients not seen in training: sensitivity {figure(metrics.sensitivity)}{" "}
              ({interval(metrics.confidence_intervals?.sensitivity)}), specificity {figure(metrics.specificity)}{" "}
              ({interval(metrics.confidence_intervals?.specificity)}), AUROC {figure(metrics.auroc)}{" "}
              ({interval(metrics.confidence_intervals?.auroc)}), 95 % intervals in brackets.
            </p>
          )}
          <p>
            The model knows only the {task === "multi-label" ? "findings" : "classes"} named here, and frontal views like those it was trained on; a negative reading says
            nothing of other findings. The heat-map ({heat ? methodName(heat.method) : "Grad-CAM"}) shows what weighed for the network, not where disease is. Figures measured
            elsewhere need not hold here. This page must not decide about anyone’s care.
          </p>
        </section>
      </article>
    </>
  );
}
