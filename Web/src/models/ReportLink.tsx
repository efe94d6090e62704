import { useState } from "react";
import { api, hasKey, reportAddress } from "../api/client";
import { asProblem } from "../state/useLoaded";
import { save } from "../ui/save";

/** The report of a model's training: a link, or a download where the server wants a key. */
export function ReportLink({ model, version }: { model: string; version: number | string }) {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <a className="button" href={reportAddress(model, version)} target="_blank" rel="noreferrer" onClick={(event) => {
        if (!hasKey()) return;
        event.preventDefault();
        api.report(model, version).then(
          (page) => save(page, `${model}-${version}-report.html`),
          (error: unknown) => setProblem(asProblem(error).message));
      }}>Full report</a>
      {problem && <span role="alert">{problem}</span>}
    </>
  );
}
