import type { Opinion, PastReading } from "../api/types";
import { HistoryRow } from "./HistoryRow";

interface HistoryTableProps {
  readings: PastReading[];
  classesOf: (model: string) => string[];
  onFeedback: (id: string, opinion: Opinion) => void;
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
            <HistoryRow key={reading.id} reading={reading} onFeedback={(opinion) => onFeedback(reading.id, opinion)}
              classes={reading.findings?.map(({ name }) => name) ?? classesOf(reading.model)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
