/**
 * What the judge could not tell, with the reason, and what does not apply: dimmer than a failure, but never hidden.
 */

import { count } from "../../base/amounts.ts";
import { neutraliseLine } from "../../base/neutralise.ts";
import type { Verdict } from "../../contract/verdict.ts";
import type { Report } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";

/** Checks that share a reason share a paragraph: a program that does not start makes forty of them. */
export function unclearLines(verdicts: Verdict[], { checks }: Report, pen: Pen): string[] {
  const byReason = new Map<string, string[]>();
  for (const verdict of verdicts) {
    if (verdict.verdict !== "unclear") continue;
    const [firstLine = ""] = verdict.why.split("\n");
    const reason = neutraliseLine(firstLine.replace(/^"[\w-]+" could not be carried out: /, ""));
    byReason.set(reason, [...(byReason.get(reason) ?? []), checks.get(verdict.check)?.title.passed ?? verdict.check]);
  }
  if (byReason.size === 0) return [];
  const paragraphs = [...byReason].flatMap(([reason, titles]) => {
    const shown = titles.slice(0, 4);
    const more = titles.length - shown.length;
    return [
      ...shown.map(
        (title) =>
          `  ${pen.paint("yellow", pen.glyph.unclear)} ${pen.paint("dim", pen.cut(pen.say(title), pen.width - 4))}`,
      ),
      ...(more > 0 ? [pen.paint("dim", `    and ${count(more, "other check")}`)] : []),
      ...pen.wrap(`because ${reason}`, { indent: 4 }).map((line) => pen.paint("dim", line)),
    ];
  });
  return ["", `  ${pen.paint("bold", "Could not be told")}`, ...paragraphs];
}

/** The checks of a whole other kind of program are no news; `--json` names them all. */
const mostNamed = 5;

export function notApplicableLines(verdicts: Verdict[], pen: Pen): string[] {
  const ids = verdicts.filter((verdict) => verdict.verdict === "not-applicable").map((verdict) => verdict.check);
  if (ids.length === 0) return [];
  const which =
    ids.length <= mostNamed
      ? `: ${ids.join(", ")}`
      : `, where the contract promises nothing of the kind: ${count(ids.length, "check")}`;
  const text = `${pen.glyph.notApplicable} not applicable here${which}`;
  return ["", ...pen.wrap(text, { indent: 2 }).map((line) => pen.paint("dim", line))];
}
