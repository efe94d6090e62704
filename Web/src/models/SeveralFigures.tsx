import type { FindingDescription, ModelVersion, Task } from "../api/types";
import { ConfusionMatrix } from "../charts/ConfusionMatrix";
import { asSeveral } from "../core/severalMetrics";
import { AverageTable } from "./AverageTable";
import { ClassTable } from "./ClassTable";
import { MetricTable } from "./MetricTable";

interface SeveralFiguresProps {
  task: Task;
  version: ModelVersion;
  points: readonly FindingDescription[] | null;
}

/** What was measured of a model of several classes or findings. */
export function SeveralFigures({ task, version, points }: SeveralFiguresProps) {
  const metrics = asSeveral(version.metrics);
  const matrix = metrics?.confusion_matrix;
  return (
    <>
      {metrics && <MetricTable metrics={metrics} figures="several" />}
      <ClassTable task={task} classes={version.classes ?? []} metrics={metrics} points={points} />
      {metrics && <AverageTable metrics={metrics} />}
      {metrics && matrix && <div className="panel"><ConfusionMatrix rows={matrix} classes={metrics.classes} /></div>}
      {metrics?.screening && <MetricTable metrics={metrics.screening} figures="screening" />}
    </>
  );
}
