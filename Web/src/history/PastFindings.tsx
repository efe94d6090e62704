import type { Finding, Task } from "../api/types";
import { byMargin, decisionWord } from "../core/findings";
import { className, probabilityText } from "../core/format";

interface PastFindingsProps {
  task: Task;
  prediction: string;
  findings: readonly Finding[];
}

/** The likeliest class or the leading finding of a past reading; opened, every one of them. */
export function PastFindings({ task, prediction, findings }: PastFindingsProps) {
  return (
    <details className="past-findings">
      <summary>{className(prediction)}</summary>
      <ul>
        {byMargin(findings).map(({ name, probability, decision }) => (
          <li key={name}>
            <span>{className(name)}</span><span className="number">{probabilityText(probability)}</span>
            <span className="fine">{decisionWord(task, decision)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
