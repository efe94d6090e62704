import { useRef, useState } from "react";
import type { Problem } from "../api/errors";
import { asProblem } from "../state/useLoaded";
import { worklist } from "../state/worklist";
import { Icon } from "../ui/Icon";
import { ProblemNotice } from "../ui/ProblemNotice";

const accepted = ".jpg,.jpeg,.png,.dcm,.dicom,image/jpeg,image/png,application/dicom,application/octet-stream";
const examples = [["normal", "a normal chest"], ["pneumonia", "a chest with pneumonia"]] as const;

/** Where files come in: a large invitation while there are none, a button afterwards. */
export function DropZone({ compact = false }: { compact?: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const picker = (
    <>
      <input ref={input} type="file" multiple accept={accepted} className="visually-hidden" tabIndex={-1}
        aria-label="X-ray files" onChange={(event) => {
          const element = event.target as HTMLInputElement;
          performance.mark("hilum:drop");
          worklist.add([...(element.files ?? [])]);
          element.value = "";
        }} />
      <button type="button" className={compact ? "button" : "button primary large"} onClick={() => input.current?.click()}>
        <Icon name={compact ? "plus" : "upload"} /> {compact ? "Add files" : "Choose files"}
      </button>
    </>
  );
  if (compact) return <span>{picker}</span>;

  const readExample = async (name: string) => {
    try {
      const answer = await fetch(`/assets/examples/${name}.jpeg`);
      if (!answer.ok) throw new Error(answer.statusText);
      worklist.add([new File([await answer.blob()], `example-${name}.jpeg`, { type: "image/jpeg" })]);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <div className="drop-zone">
      <svg className="drop-art" viewBox="0 0 120 120" aria-hidden="true">
        <rect x="14" y="10" width="92" height="100" rx="10" />
        <path d="M60 22v30M60 52c-5 8-12 9-15 9M60 52c5 8 12 9 15 9" />
        <path d="M50 32c-14 4-24 24-24 46 0 13 6 17 14 15 9-2 14-5 14-15z" />
        <path d="M70 32c14 4 24 24 24 46 0 13-6 17-14 15-9-2-14-5-14-15z" />
      </svg>
      <h2>Drop a chest X-ray here</h2>
      <p>One or many: JPEG, PNG or DICOM. Pasting works too.</p>
      {picker}
      <p className="examples">
        No X-ray at hand? Read{" "}
        {examples.map(([name, title], index) => (
          <span key={name}>
            {index > 0 && " or "}
            <button type="button" className="link" onClick={() => void readExample(name)}>{title}</button>
          </span>
        ))}.
      </p>
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
}
