import { useEffect, useId, useRef, type ReactNode } from "react";

/** A modal dialog: the platform's own, so that focus stays in it and Escape closes it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children?: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={(event) => {
      event.preventDefault();
      onClose();
    }}>
      <h2 id={id}>{title}</h2>
      {children}
      <button type="button" className="button" onClick={onClose}>Close</button>
    </dialog>
  );
}
