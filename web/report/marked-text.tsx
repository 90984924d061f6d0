/**
 * A program's own text with the telling part marked: underlined too, so that it is seen without colour.
 */
import type { ReactNode } from "react";
import type { Marked } from "../../src/contract/report.ts";
import { figure } from "./amounts.ts";

export function MarkedText({ content }: { content: Marked }) {
  const { text, marks, before, after } = content;
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    pieces.push(text.slice(at, start));
    pieces.push(
      <mark
        key={start}
        className="rounded-sm bg-bad-soft font-semibold text-bad underline decoration-bad decoration-2 underline-offset-[3px]"
      >
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {before > 0 && <Left n={before} where="before" />}
      {pieces}
      {text.slice(at)}
      {after > 0 && <Left n={after} where="after" />}
    </>
  );
}

function Left({ n, where }: { n: number; where: "before" | "after" }) {
  return (
    <span className="font-sans text-xs text-quiet">
      {where === "after" && " "}… {figure(n)} more characters{where === "before" && " … "}
    </span>
  );
}
