import type { Reading } from "../api/types";
import { className, probabilityText } from "../core/format";
import { positive } from "../core/sorting";
import { Icon } from "../ui/Icon";

/** How the probability has changed, and what that does not mean. */
export function Change({ prior, current }: { prior: Reading; current: Reading }) {
  const before = positive(prior);
  const after = positive(current);
  if (!before || !after) return null;
  if (prior.model.name !== current.model.name || String(prior.model.version) !== String(current.model.version)) {
    return (
      <p className="notice warn change">
        <Icon name="warning" /> The two were read by different models: their probabilities cannot be compared.
      </p>
    );
  }
  const points = (after.probability - before.probability) * 100;
  const same = prior.decision.positive === current.decision.positive;
  const scale = (value: number) => `${value * 100}%`;
  return (
    <section className="panel change" aria-labelledby="change-title" aria-live="polite">
      <h2 id="change-title">Change</h2>
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
        <p className="fine">
          A probability that moves is not disease that moves: exposure, position and breath change it too. Compare the pictures.
        </p>
      </div>
    </section>
  );
}
