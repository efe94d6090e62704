import type { Opinion, PastReading } from "../api/types";
import { className, milliseconds, moment, probabilityText } from "../core/format";
import { disagreements } from "../core/opinions";
import { OpinionInput } from "../opinion/OpinionInput";
import { PastFindings } from "./PastFindings";

interface HistoryRowProps {
  reading: PastReading;
  classes: string[];
  onFeedback: (opinion: Opinion) => void;
}

/** One past reading: when, what, how sure, and what people say of it. */
export function HistoryRow({ reading, classes, onFeedback }: HistoryRowProps) {
  const { task, findings, positive } = reading;
  const given: Opinion | null = reading.feedback_findings ?? reading.feedback;
  const agrees = given !== null && disagreements(given, reading).length === 0;
  const input = <OpinionInput classes={classes} task={task} given={given} small onGive={onFeedback} />;
  return (
    <tr>
      <td title={reading.id}>{moment(reading.time)}</td>
      <td>
        <span className={`chip ${positive ? "positive" : "negative"}`}>{positive ? "Positive" : "Negative"}</span>
        {task && findings && <PastFindings task={task} prediction={reading.prediction} findings={findings} />}
      </td>
      <td className="number">{probabilityText(reading.probability)}</td>
      <td>{reading.model} {reading.version}</td>
      <td className="number">{milliseconds(reading.milliseconds)}</td>
      <td>
        <div className="row tight" role="group" aria-label={`Opinion on the reading of ${moment(reading.time)}`}>
          {task === "multi-label" ? (
            <details>
              <summary>{reading.feedback === null ? "Tick findings" : reading.feedback.split(", ").map(className).join(", ")}</summary>
              {input}
            </details>
          ) : input}
          {given !== null && <span className={agrees ? "agree" : "disagree"}>{agrees ? "agrees" : "disagrees"}</span>}
        </div>
      </td>
    </tr>
  );
}
