/**
 * For people: what was checked in groups, the first failure opened as an incident card, a summary with one next thing.
 */

import { neutraliseLine } from "../../base/neutralise.ts";
import { groupVerdicts } from "../../evidence/report/report-order.ts";
import { checkList } from "../card/check-list.ts";
import { type FailedVerdict, incidentCard } from "../card/incident-card.ts";
import { summaryLines } from "../card/summary-lines.ts";
import { notApplicableLines, unclearLines } from "../card/untold-lines.ts";
import type { Report, Reporter } from "../reporter.ts";
import type { Pen } from "../terminal/pen.ts";

const pretty: Reporter = {
  summary: "for people (default)",
  render(report, pen) {
    const groups = groupVerdicts(report);
    const ordered = groups.flatMap((group) => group.verdicts);
    const first = ordered.find((verdict): verdict is FailedVerdict => verdict.verdict === "failed");
    const lines = [
      "",
      ...head(report, pen),
      "",
      // When all is well every check is seen by name; else what passed is only counted, so that what failed is seen.
      ...checkList(groups, report, pen, { folded: first !== undefined }),
      ...unclearLines(ordered, report, pen),
      ...notApplicableLines(ordered, pen),
      ...(first ? ["", ...incidentCard(first, report, pen)] : []),
      "",
      ...summaryLines(ordered, report, pen),
      "",
    ];
    return `${lines.join("\n")}\n`;
  },
};
export default pretty;

function head({ recording, subject, evidence }: Report, pen: Pen): string[] {
  const { title, version } = recording.surface;
  const contract = recording.project ? `${title} ${version} (${recording.project})` : `${title} ${version}`;
  const parts = [contract, subject, ...(evidence.subject.start ? [evidence.subject.start] : [])];
  const line = pen.cut(parts.map(neutraliseLine).join(` ${pen.glyph.dot} `), pen.width - 2);
  const name = neutraliseLine(contract);
  return [`  ${line.startsWith(name) ? pen.paint("bold", name) + line.slice(name.length) : line}`];
}
