import type { Progress } from "../api/types";
import { count, figure } from "../core/format";

/** What a run does just now, and how much of it is done. */
export function HowFar({ progress }: { progress: Progress }) {
  const { stage, done, total, epoch, epochs, loss } = progress;
  const place = epoch === undefined ? "" : `, epoch ${epoch}${epochs === undefined ? "" : ` of ${epochs}`}`;
  return (
    <div className="how-far">
      <p>
        <span>{stage}{place}</span>
        {total !== undefined && <span className="number">{count(done ?? 0)} of {count(total)}</span>}
        {loss !== undefined && <span className="number">loss {figure(loss)}</span>}
      </p>
      {total !== undefined && <progress value={done ?? 0} max={Math.max(1, total)} aria-label={stage} />}
    </div>
  );
}
