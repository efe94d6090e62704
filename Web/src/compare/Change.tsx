import type { Reading } from "../api/types";
import { Icon } from "../ui/Icon";
import { FindingChanges } from "./FindingChanges";
import { Caution, ProbabilityChange } from "./ProbabilityChange";

/** How what was read has changed, and what that does not mean. */
export function Change({ prior, current }: { prior: Reading; current: Reading }) {
  if (prior.model.name !== current.model.name || String(prior.model.version) !== String(current.model.version)) {
    return (
      <p className="notice warn change">
        <Icon name="warning" /> The two were read by different models: their probabilities cannot be compared.
      </p>
    );
  }
  return (
    <section className={`panel change ${current.task ? "several" : ""}`} aria-labelledby="change-title" aria-live="polite">
      <h2 id="change-title">Change</h2>
      {current.task ? <><FindingChanges prior={prior} current={current} /><Caution /></>
        : <ProbabilityChange prior={prior} current={current} />}
    </section>
  );
}
