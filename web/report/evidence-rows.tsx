/**
 * What happened, row by row on one clock: requests, answers, statements, the program's own lines, what was done to it.
 */
import type { EvidenceRow, IncidentCard, Part } from "../../src/contract/report.ts";
import { count, duration } from "./amounts.ts";
import { MarkedText } from "./marked-text.tsx";

export function EvidenceRows({ card }: { card: IncidentCard }) {
  const { rows, leftOut, logWasSilent } = card;
  const began = rows[0]?.at ?? 0;
  if (rows.length === 0) return <p className="text-quiet">The recording has no entry that shows more.</p>;
  return (
    <ol className="space-y-2.5 text-sm">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a request and its answer are the same entry, and rows never move
        <li key={i} className="sm:grid sm:grid-cols-[5.5rem_5rem_minmax(0,1fr)] sm:gap-x-3">
          <span className="text-quiet tabular-nums sm:pt-1.5 sm:text-right">
            {row.at === null ? "" : row.at === began ? "0 ms" : `+${duration(row.at - began)}`}
          </span>
          <span className={`sm:pt-1.5 ${row.at === null ? "" : "max-sm:ml-2"}`}>
            <span className="font-medium text-accent">{row.what}</span>
            {row.instance && <span className="ml-1 text-xs text-quiet">{row.instance}</span>}
          </span>
          <Content row={row} />
        </li>
      ))}
      {leftOut > 0 && (
        <li className="text-quiet sm:pl-[12rem]">
          {count(leftOut, "further entry", "further entries")} in the recording
        </li>
      )}
      {logWasSilent && (
        <li className="sm:grid sm:grid-cols-[5.5rem_5rem_minmax(0,1fr)] sm:gap-x-3">
          <span />
          <span className="font-medium text-accent">log</span>
          <span className="text-quiet max-sm:ml-2">The program printed nothing at that moment.</span>
        </li>
      )}
    </ol>
  );
}

const sides: Readonly<Record<string, string>> = {
  request: "border-l-2 border-accent/50",
  answer: "border-l-2 border-edge/60",
};

function Content({ row: { what, parts } }: { row: EvidenceRow }) {
  const isWords = parts.every(({ tone }) => tone === "text");
  if (isWords) {
    return (
      <p className="min-w-0 [overflow-wrap:anywhere] sm:pt-1.5">
        {parts.map(({ content }) => (
          <MarkedText key={content.text} content={content} />
        ))}
      </p>
    );
  }
  return (
    <div
      className={`min-w-0 rounded-md bg-sunken px-3 py-1.5 font-mono text-[0.92em] max-sm:mt-1 ${sides[what] ?? ""}`}
    >
      {parts.map((part, i) => (
        <Piece
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and never move
          key={i}
          part={part}
          next={parts[i + 1]}
          isAside={part.tone === "note" && parts[i - 1]?.tone === "status"}
        />
      ))}
    </div>
  );
}

const looks: Readonly<Record<Part["tone"], string>> = {
  target: "font-semibold whitespace-pre-wrap",
  status: "inline font-semibold",
  header: "text-quiet whitespace-pre-wrap",
  body: "whitespace-pre-wrap",
  sql: "whitespace-pre-wrap",
  values: "text-quiet whitespace-pre-wrap",
  error: "text-bad whitespace-pre-wrap",
  text: "font-sans whitespace-pre-wrap",
  note: "font-sans text-quiet",
};

function Piece({ part: { tone, content }, next, isAside }: { part: Part; next: Part | undefined; isAside: boolean }) {
  if (isAside) return null;
  // How long it took stands beside the status.
  if (tone === "status") {
    return (
      <p>
        <span className={looks.status}>
          <MarkedText content={content} />
        </span>
        {next?.tone === "note" && <span className="ml-2 font-sans text-quiet tabular-nums">{next.content.text}</span>}
      </p>
    );
  }
  return (
    <p className={`[overflow-wrap:anywhere] ${looks[tone]}`}>
      <MarkedText content={content} />
    </p>
  );
}
