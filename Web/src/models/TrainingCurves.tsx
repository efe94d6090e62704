import type { Epoch } from "../api/types";
import { HistoryChart } from "../charts/HistoryChart";
import { bestEpoch, seriesOf } from "../core/trainingCurves";

/** Losses and figures of a run, epoch by epoch. */
export function TrainingCurves({ history }: { history: readonly Epoch[] }) {
  const best = bestEpoch(history);
  return (
    <div className="chart-grid wide">
      <div className="panel">
        <HistoryChart title="Loss while it learnt" yLabel="Loss" series={seriesOf(history, "loss")} best={best} />
      </div>
      <div className="panel">
        <HistoryChart title="Figures while it learnt" yLabel="Share" series={seriesOf(history, "figure")} best={best} />
      </div>
    </div>
  );
}
