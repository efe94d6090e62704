import type { Problem } from "../api/errors";
import { Icon } from "./Icon";

/** What went wrong and what to do, with a button that tries again where that makes sense. */
export function ProblemNotice({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <div>
        <p><strong>{problem.message}</strong></p>
        {problem.reasons.length > 0 && <ul>{problem.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>}
        <p>{problem.advice}</p>
        {problem.requestID && <p className="fine">For whoever runs the server: request {problem.requestID}</p>}
        {onRetry && !problem.isLasting && <button type="button" className="button" onClick={onRetry}><Icon name="retry" /> Try again</button>}
      </div>
    </div>
  );
}
