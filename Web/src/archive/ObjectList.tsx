import { useLayoutEffect, useRef } from "react";
import type { ArchivedObject } from "../api/types";
import { ObjectRow } from "./ObjectRow";

interface ObjectListProps {
  objects: readonly ArchivedObject[];
  open: ReadonlySet<string>;
  onTurn: (id: string) => void;
  onChange: () => void;
}

/** Objects, newest first. */
export function ObjectList({ objects, open, onTurn, onChange }: ObjectListProps) {
  const list = useRef<HTMLUListElement>(null);
  const hadFocus = useRef(false);
  // A row that leaves the list must not take the focus with it.
  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [objects]);
  return (
    <div className="panel object-list">
      <div className="object-columns" aria-hidden="true">
        <span>Received</span><span>From</span><span>Object</span><span>Study</span><span>Reading</span><span>State</span><span>Destinations</span>
      </div>
      <ul ref={list} tabIndex={-1} aria-label="Objects, newest first" onFocus={() => (hadFocus.current = true)}
        onBlur={() => (hadFocus.current = false)}>
        {objects.map((object) => (
          <ObjectRow key={object.id} object={object} isOpen={open.has(object.id)} onTurn={onTurn} onChange={onChange} />
        ))}
      </ul>
    </div>
  );
}
