import { useRef, useState } from "react";
import { api } from "../api/client";
import type { Problem } from "../api/errors";
import type { ArchivedObject } from "../api/types";
import { clock, className, dicomDate, moment, probabilityText } from "../core/format";
import { asProblem } from "../state/useLoaded";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/ProblemNotice";
import { DeliveryTable } from "./DeliveryTable";
import { Foreign } from "./Foreign";
import { ObjectPicture } from "./ObjectPicture";
import { ObjectReport } from "./ObjectReport";

interface ObjectDetailProps {
  id: string;
  object: ArchivedObject;
  onChange: () => void;
}

/** Everything that is known of one object: picture, report, where it went, and what may be done about a failure. */
export function ObjectDetail({ id, object, onChange }: ObjectDetailProps) {
  const isRead = object.prediction !== null || object.refused;
  return (
    <div id={id} className="object-detail" role="group" aria-label={`Object received ${moment(object.received)}`}>
      {isRead && <ObjectPicture id={object.id} />}
      <div className="object-text">
        <Retry object={object} onChange={onChange} />
        {isRead && <ObjectReport id={object.id} />}
        <dl className="facts">
          <div><dt>Received</dt><dd>{moment(object.received)}, from <Foreign text={object.calling_ae} /></dd></div>
          <div>
            <dt>Study</dt>
            <dd>
              {object.study_date ? dicomDate(object.study_date) : "no date"}, accession number{" "}
              <Foreign text={object.accession_number} />
            </dd>
          </div>
          {object.prediction !== null && !object.refused && (
            <div>
              <dt>Reading</dt>
              <dd>
                {object.positive ? "positive" : "negative"} at {probabilityText(object.probability)}, the likeliest class{" "}
                {className(object.prediction)}
              </dd>
            </div>
          )}
          <div>
            <dt>Attempts</dt>
            <dd>{object.attempts}{object.next_attempt !== null && `, the next at ${clock(object.next_attempt)}`}</dd>
          </div>
        </dl>
        <DeliveryTable deliveries={object.deliveries} />
      </div>
    </div>
  );
}

/** Why an object failed, and the button that has it tried again. */
function Retry({ object, onChange }: { object: ArchivedObject; onChange: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  // Not disabled meanwhile: that would take the focus from the button.
  const asking = useRef(false);
  const isFailed = object.state === "failed" || object.deliveries.some(({ state }) => state === "failed");
  const retry = async () => {
    if (asking.current) return;
    asking.current = true;
    try {
      await api.retry(object.id);
      setProblem(null);
      onChange();
    } catch (error) {
      setProblem(asProblem(error));
    }
    asking.current = false;
  };
  return (
    <>
      {problem && <ProblemNotice problem={problem} onRetry={() => void retry()} />}
      {object.error !== null && (
        <div className={`notice ${isFailed ? "bad" : "warn"}`}>
          <Icon name="warning" /><div><p><Foreign text={object.error} /></p></div>
        </div>
      )}
      {isFailed && (
        <button type="button" className="button" onClick={() => void retry()}>
          <Icon name="retry" /> Try again
        </button>
      )}
    </>
  );
}
