import { useMemo, useState } from "react";
import type { Labelled } from "../api/types";
import { ConfusionMatrix } from "../charts/ConfusionMatrix";
import { CurveChart } from "../charts/CurveChart";
import { ReliabilityChart } from "../charts/ReliabilityChart";
import { area, averagePrecision, prCurve, reliability, rocCurve } from "../core/curves";
import { figure, percent } from "../core/format";
import { countsAt, ratio } from "../core/statistics";
import { ThresholdExplorer } from "./ThresholdExplorer";

interface MeasuredProps {
  validation: Labelled | null;
  test: Labelled | null;
  positive: string;
  negative: string;
  threshold: number;
}

/** The threshold explorer and every curve of it, on validation or test data. */
export function Measured({ validation, test, positive, negative, threshold: chosen }: MeasuredProps) {
  const [set, setSet] = useState<"validation" | "test">(validation ? "validation" : "test");
  const [threshold, setThreshold] = useState(chosen);
  const parts = { validation, test };
  const data = parts[set];
  const curves = useMemo(() => data && { roc: rocCurve(data), pr: prCurve(data), bins: reliability(data) }, [data]);
  if (!data || !curves || data.labels.length === 0) return null;
  const counts = countsAt(data.labels, data.probabilities, threshold);
  const prevalence = ratio(counts.tp + counts.fn, data.labels.length) ?? 0;
  return (
    <>
      <ThresholdExplorer counts={counts} prevalence={prevalence} threshold={threshold} chosen={chosen}
        onThreshold={setThreshold} set={set}
        sets={(["validation", "test"] as const).filter((name) => parts[name])} onSet={setSet} />
      <div className="chart-grid">
        <div className="panel">
          <CurveChart title="ROC" xLabel="False positive rate" yLabel="Sensitivity" points={curves.roc} chance="diagonal"
            threshold={threshold} summary={`AUROC ${figure(area(curves.roc))}`} />
        </div>
        <div className="panel">
          <CurveChart title="Precision and recall" xLabel="Recall" yLabel="Precision" points={curves.pr} chance={prevalence}
            threshold={threshold} summary={`AUPRC ${figure(averagePrecision(curves.pr))}, chance ${percent(prevalence, 0)}`} />
        </div>
        <div className="panel"><ReliabilityChart bins={curves.bins} /></div>
        <div className="panel">
          <ConfusionMatrix rows={[[counts.tn, counts.fp], [counts.fn, counts.tp]]} classes={[negative, positive]} />
        </div>
      </div>
    </>
  );
}
