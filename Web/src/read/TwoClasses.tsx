import { className, probabilityText } from "../core/format";

/** The probabilities of two classes. */
export function TwoClasses({ probabilities }: { probabilities: Record<string, number> }) {
  return (
    <>
      <h3>All classes</h3>
      <ul className="classes">
        {Object.entries(probabilities).sort(([, a], [, b]) => b - a).map(([name, probability]) => (
          <li key={name}>
            <span>{className(name)}</span>
            <span className="class-bar" aria-hidden="true"><i style={{ width: `${probability * 100}%` }} /></span>
            <span className="number">{probabilityText(probability)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
