import { api } from "../api/client";
import { count, percent } from "../core/format";
import { wilson } from "../core/statistics";
import { useLoaded } from "../state/useLoaded";

/** How well the readings agree with what people said of them. */
export function Performance({ turn }: { turn: number }) {
  const { value } = useLoaded(() => api.liveReport(), [turn]);
  if (!value) return null;
  const [[tn = 0, fp = 0] = [], [fn = 0, tp = 0] = []] = value.confusion_matrix ?? [];
  const range = (right: number, wrong: number) => {
    const found = wilson(right, right + wrong);
    return found ? `${percent(found[0], 0)} to ${percent(found[1], 0)}` : "";
  };
  const tiles: [string, string, string][] = [
    ["Readings", count(value.n), `${count(value.with_feedback)} with an opinion`],
    ["Sensitivity", percent(value.sensitivity), range(tp, fn)],
    ["Specificity", percent(value.specificity), range(tn, fp)],
    ["Accuracy", percent(value.accuracy), range(tn + tp, fp + fn)],
  ];
  return (
    <section className="panel" aria-labelledby="performance-title">
      <h2 id="performance-title">Live performance</h2>
      <dl className="tiles">
        {tiles.map(([title, figure, note]) => (
          <div key={title}><dt>{title}</dt><dd className="tile-value">{figure}</dd><dd className="fine">{note}</dd></div>
        ))}
      </dl>
      <p className="fine">
        By the opinions given here, which are few and may favour hard cases. Ranges are 95 % intervals (Wilson).
      </p>
    </section>
  );
}
