import type { ReadFinding, Task } from "../api/types";
import { decisionWord } from "../core/findings";
import { className, percent, probabilityText } from "../core/format";

/** One class or finding: its probability as a bar, with the threshold marked and the 95 % interval as a whisker; and in words. */
export function FindingBar({ finding, task }: { finding: ReadFinding; task: Task }) {
  const { name, probability, decision, threshold, interval } = finding;
  const share = (value: number) => `${Math.min(1, Math.max(0, value)) * 100}%`;
  // Of classes that exclude each other none is the bad one.
  const kind = task === "multi-class" ? "plain" : decision ? "positive" : "negative";
  return (
    <>
      <span className="finding-name">{className(name)}</span>
      <span className="finding-bar" aria-hidden="true">
        <i className={kind} style={{ width: share(probability) }} />
        {interval && <s style={{ left: share(interval[0]), width: share(interval[1] - interval[0]) }} />}
        <b style={{ left: share(threshold) }} />
      </span>
      <span className="number">{probabilityText(probability)}</span>
      <span className={`finding-word ${decision ? kind : ""}`}>{decisionWord(task, decision)}</span>
      <span className="visually-hidden">
        threshold {percent(threshold)}{interval ? `, 95 % interval ${percent(interval[0])} to ${percent(interval[1])}` : ""}
      </span>
    </>
  );
}
