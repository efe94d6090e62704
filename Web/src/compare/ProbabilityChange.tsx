import type { Reading } from "../api/types";
import { className, probabilityText } from "../core/format";
import { leading } from "../core/leading";

/** How the probability of the positive class of two has changed. */
export function ProbabilityChange({ prior, current }: { prior: Reading; current: Reading }) {
  const before = leading(prior);
  const after = leading(current);
  if (!before || !after) return null;
  const points = (after.probability - before.probability) * 100;
  const same = prior.decision.positive === current.decision.positive;
  const scale = (value: number) => `${value * 100}%`;
  return (
    <>
      <p className="change-figure">
        {points >= 0 ? "+" : "−"}{Math.abs(points).toFixed(1)} <small>percentage points</small>
      </p>
      <div>
        <p>
          Probability of {className(after.name).toLowerCase()}: {probabilityText(before.probability)} before,
          {" "}{probabilityText(after.probability)} now.
          {same ? " Both are " : " The decision changes to "}{current.decision.positive ? "positive" : "negative"}.
        </p>
        <div className="change-bar" aria-hidden="true">
          <b style={{ left: scale(current.decision.threshold) }} />
          <s className={points >= 0 ? "positive" : "negative"}
            style={{
              left: scale(Math.min(before.probability, after.probability)),
              width: scale(Math.abs(after.probability - before.probability)),
            }} />
          <i className="prior" style={{ left: scale(before.probability) }} /><i style={{ left: scale(after.probability) }} />
        </div>
        <Caution />
      </div>
    </>
  );
}

/** What a change does not mean. */
export function Caution() {
  return (
    <p className="fine">
      A probability that moves is not disease that moves: exposure, position and breath change it too. Compare the pictures.
    </p>
  );
}
