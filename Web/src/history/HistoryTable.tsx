import type { PastReading } from "../api/types";
import { className, milliseconds, moment, probabilityText } from "../core/format";

interface HistoryTableProps {
  readings: PastReading[];
  classesOf: (model: string) => string[];
  onFeedback: (id: string, label: string) => void;
}

export function HistoryTable({ readings, classesOf, onFeedback }: HistoryTableProps) {
  return (
    <div className="panel table-scroll" tabIndex={0} role="group" aria-label="Past readings">
      <table className="history-table">
        <thead>
          <tr>
            <th scope="col">When</th><th scope="col">Reading</th><th scope="col">Probability</th><th scope="col">Model</th>
            <th scope="col">Time</th><th scope="col">What do you see?</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((reading) => (
            <tr key={reading.id}>
              <td title={reading.id}>{moment(reading.time)}</td>
              <td>
                <span className={`chip ${reading.positive ? "positive" : "negative"}`}>
                  {reading.positive ? "Positive" : "Negative"}
                </span>
              </td>
              <td className="number">{probabilityText(reading.probability)}</td>
              <td>{reading.model} {reading.version}</td>
              <td className="number">{milliseconds(reading.milliseconds)}</td>
              <td>
                <div className="row tight" role="group" aria-label={`Opinion on the reading of ${moment(reading.time)}`}>
                  {classesOf(reading.model).map((name) => (
                    <button key={name} type="button" className="button small" aria-pressed={reading.feedback === name}
                      onClick={() => onFeedback(reading.id, name)}>
                      {className(name)}
                    </button>
                  ))}
                  {reading.feedback !== null && (
                    <span className={reading.feedback === reading.prediction ? "agree" : "disagree"}>
                      {reading.feedback === reading.prediction ? "agrees" : "disagrees"}
                    </span>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
