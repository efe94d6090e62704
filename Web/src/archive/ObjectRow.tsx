import { memo } from "react";
import type { ArchivedObject } from "../api/types";
import { byDestination } from "../core/deliveries";
import { className, clock, dicomDate, moment, probabilityText } from "../core/format";
import { Foreign } from "./Foreign";
import { ObjectDetail } from "./ObjectDetail";
import { deliveryStyles, words } from "./words";

interface ObjectRowProps {
  object: ArchivedObject;
  isOpen: boolean;
  onTurn: (id: string) => void;
  onChange: () => void;
}

/** One object in a line that opens. */
export const ObjectRow = memo(function ObjectRow({ object, isOpen, onTurn, onChange }: ObjectRowProps) {
  const detail = `object-${object.id}`;
  const what = [object.modality, object.view, object.body_part].filter((part) => part !== null);
  return (
    <li className={isOpen ? "open" : undefined}>
      <button type="button" className="object-row" aria-expanded={isOpen} aria-controls={isOpen ? detail : undefined}
        onClick={() => onTurn(object.id)}>
        <span className="number" title={moment(object.received)}>{clock(object.received)}</span>
        <span><Said>from </Said><Foreign text={object.calling_ae} /></span>
        <span>{what.join(" · ") || "–"}</span>
        <span className="object-study">
          {object.study_date && <span><Said>study of </Said>{dicomDate(object.study_date)}</span>}
          {object.accession_number && <small><Said>accession </Said><Foreign text={object.accession_number} /></small>}
        </span>
        <Gave object={object} />
        <span><span className={`chip state-${object.state}`}>{words[object.state].toLowerCase()}</span></span>
        <span className="destinations">
          {byDestination(object.deliveries).map(({ destination, state, sent, of }) => (
            <span key={destination} className={`chip ${deliveryStyles[state]}`}>
              <Said>{state === "failed" ? "failed at " : state === "sent" ? "sent to " : "waiting for "}</Said>
              <Foreign text={destination} /> {sent}/{of}
            </span>
          ))}
        </span>
        {object.error !== null && <span className={object.state === "failed" ? "object-error" : "object-error fine"}><Foreign text={object.error} /></span>}
      </button>
      {isOpen && <ObjectDetail id={detail} object={object} onChange={onChange} />}
    </li>
  );
});

/** What the reading gave. */
function Gave({ object: { state, prediction, probability, positive, refused } }: { object: ArchivedObject }) {
  if (refused) return <span className="gave"><span className="chip warn">Refused</span></span>;
  if (prediction === null) return <span className="gave fine">{state === "failed" ? "not read" : "not read yet"}</span>;
  const style = positive ? "positive" : "negative";
  return (
    <span className="gave">
      <span className={`chip ${style}`}>{positive ? "Positive" : "Negative"}</span>
      {probability !== null && (
        <>
          <span className="mini-bar" aria-hidden="true"><i className={style} style={{ width: `${probability * 100}%` }} /></span>
          <span className="number">{probabilityText(probability)}</span>
        </>
      )}
      <small><Said>likeliest class </Said>{className(prediction)}</small>
    </span>
  );
}

/** Words for those who cannot see the columns. */
function Said({ children }: { children: string }) {
  return <span className="visually-hidden">{children}</span>;
}
