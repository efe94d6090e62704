import type { ReadFinding, Task } from "../api/types";
import { byMargin } from "../core/findings";
import { className, percent } from "../core/format";
import { shownHeat } from "../state/heat";
import { worklist, type Item } from "../state/worklist";
import { ProblemNotice } from "../ui/ProblemNotice";
import { FindingBar } from "./FindingBar";

interface FindingBarsProps {
  item: Item;
  task: Task;
  findings: readonly ReadFinding[];
}

/** Every class or finding, the one farthest above its threshold first; the heat-map is that of the one chosen. */
export function FindingBars({ item, task, findings }: FindingBarsProps) {
  const heat = shownHeat(item);
  const { problem } = item.heat;
  const explain = (name: string) => void worklist.explain(item.id, { chosen: name });
  return (
    <fieldset className="findings">
      <legend>{task === "multi-label" ? "All findings" : "All classes"}, each against its threshold</legend>
      {byMargin(findings).map((finding) => (
        <label key={finding.name} className="finding"
          title={`${className(finding.name)}: threshold ${percent(finding.threshold)}; choose to see its heat-map`}>
          <input type="radio" name={`finding-${item.id}`} checked={heat?.of === finding.name}
            onChange={() => explain(finding.name)} />
          <FindingBar finding={finding} task={task} />
        </label>
      ))}
      <p className="fine">
        <span className="finding-key" aria-hidden="true"><b /></span> threshold{" "}
        {findings.some(({ interval }) => interval) && <><span className="finding-key" aria-hidden="true"><s /></span> 95 % interval{" "}</>}
        · the heat-map is that of the one chosen
      </p>
      {/* What is spoken: seen on the picture itself. */}
      <p role="status" className="visually-hidden">
        {heat && !problem && (heat.url === null && item.heat.chosen !== null ? `Fetching the heat-map of ${className(heat.of)}`
          : `The heat-map is that of ${className(heat.of)}`)}
      </p>
      {problem && heat && <ProblemNotice problem={problem} onRetry={() => explain(heat.of)} />}
    </fieldset>
  );
}
