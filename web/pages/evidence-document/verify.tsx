/**
 * How anybody can find out whether a document is true.
 */
import type { EvidenceDetail } from "../../../src/contract/api/evidence.ts";
import { CodeBlock } from "../../design/code-block.tsx";
import { Notice } from "../../design/notice.tsx";

export function Verify({ detail: { verify, summary }, file }: { detail: EvidenceDetail; file: string }) {
  return (
    <div className="max-w-prose space-y-4">
      <Notice
        tone={verify.possible ? "info" : "unsure"}
        title={verify.possible ? "It can be verified" : "It cannot be verified"}
      >
        {verify.why}
      </Notice>
      {verify.possible && (
        <CodeBlock label="In the program's folder of a clone" wraps text={`seaworthy verify ${file} --in .`} />
      )}
      <p className="text-sm text-quiet">
        The document's name is the SHA-256 of its canonical JSON (RFC 8785), so that a changed one is another one:{" "}
        <code className="font-mono text-xs [overflow-wrap:anywhere]">{summary.hash}</code>
      </p>
    </div>
  );
}
