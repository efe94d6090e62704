import { useState } from "react";
import type { ReportText } from "../api/types";
import { Icon } from "../ui/Icon";

/** The report as it is pasted into another program. */
export function plainReport({ findings, impression }: ReportText): string {
  return ["Findings:", ...findings, "", "Impression:", ...impression].join("\n");
}

/** The reading in plain sentences, to be read or copied. */
export function Sentences({ report }: { report: ReportText }) {
  const [copied, setCopied] = useState<ReportText | null>(null);
  return (
    <section className="sentences" aria-label="In words">
      <h3>In words</h3>
      <h4>Findings</h4>
      {report.findings.map((sentence) => <p key={sentence}>{sentence}</p>)}
      <h4>Impression</h4>
      {report.impression.map((sentence) => <p key={sentence}>{sentence}</p>)}
      {/* Browsers give the clipboard to pages that came by HTTPS or from this machine. */}
      {"clipboard" in navigator && (
        <p className="row">
          <button type="button" className="button"
            onClick={() => void navigator.clipboard.writeText(plainReport(report)).then(() => setCopied(report), () => setCopied(null))}>
            <Icon name="copy" /> Copy the text
          </button>
          <span role="status">{copied === report ? "Copied." : ""}</span>
        </p>
      )}
    </section>
  );
}
