import { useEffect, useId, useRef, useState } from "react";
import { onKeyWanted } from "../api/client";

/** Asks for the server's key when a request was refused for want of one. */
export function KeyDialog() {
  const [answer, setAnswer] = useState<((key: string | null) => void) | null>(null);
  const [typed, setTyped] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => onKeyWanted(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  useEffect(() => {
    if (answer) dialog.current?.showModal();
    else dialog.current?.close();
  }, [answer]);

  const finish = (key: string | null) => {
    answer?.(key);
    setAnswer(null);
    setTyped("");
  };
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={(event) => {
      event.preventDefault();
      finish(null);
    }}>
      <form onSubmit={(event) => {
        event.preventDefault();
        finish(typed.trim() || null);
      }}>
        <h2 id={id}>This server wants a key</h2>
        <p>Enter the key that the person who runs the server gave you. It stays in this tab and is gone when you close it.</p>
        <label className="field">
          <span>Key</span>
          <input type="password" autoComplete="off" required value={typed}
            onChange={(event) => setTyped((event.target as HTMLInputElement).value)} />
        </label>
        <div className="row">
          <button type="submit" className="button primary">Use this key</button>
          <button type="button" className="button" onClick={() => finish(null)}>Not now</button>
        </div>
      </form>
    </dialog>
  );
}
