import type { ArchiveNode } from "../api/types";
import { bytes } from "../core/format";

/** How the archive reaches this server, and whether it takes what comes. */
export function NodeLine({ node }: { node: ArchiveNode }) {
  return (
    <p className="node-line">
      <span>AE title <strong><bdi>{node.ae_title}</bdi></strong></span>
      <span>port <strong>{node.port}</strong></span>
      <span><strong>{bytes(node.free_bytes)}</strong> free</span>
      <span className={`chip ${node.accepting ? "state-ready" : "state-failed"}`} role="status">
        {node.accepting ? "accepting" : "not accepting"}
      </span>
    </p>
  );
}
