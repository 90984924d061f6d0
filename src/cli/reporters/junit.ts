/**
 * JUnit XML in the dialect of Jenkins (jenkins-junit.xsd), which GitLab, Azure and others read too. `unclear` and
 * `not-applicable` are skipped tests: they are no failure of the program.
 */
import { hostname } from "node:os";
import type { Verdict } from "../../contract/verdict.ts";
import { checkCommand } from "../../evidence/report/repeat.ts";
import { groupVerdicts } from "../../evidence/report/report-order.ts";
import type { Report, Reporter } from "../reporter.ts";

const junit: Reporter = {
  summary: "JUnit XML, for Jenkins, GitLab and others",
  render(report) {
    const number = (...kinds: Verdict["verdict"][]) =>
      report.verdicts.filter((verdict) => kinds.includes(verdict.verdict)).length;
    const counts = attributes({
      tests: report.verdicts.length,
      failures: number("failed"),
      errors: 0,
      skipped: number("unclear", "not-applicable"),
      time: (report.durationMs / 1000).toFixed(3),
    });
    const { title, version } = report.recording.surface;
    const suite = attributes({
      name: `${title} ${version}`,
      // Jenkins takes no zone: xs:dateTime without one, in UTC.
      timestamp: report.recording.beganAt.slice(0, 19),
      hostname: report.evidence.subject.url ?? hostname(),
    });
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="seaworthy">`,
      `  <testsuite${suite}${counts}>`,
      `    <properties>`,
      `      <property${attributes({ name: "seed", value: report.recording.seed })}/>`,
      `      <property${attributes({ name: "judge", value: report.recording.judge })}/>`,
      `    </properties>`,
      ...groupVerdicts(report).flatMap((group) =>
        group.verdicts.flatMap((verdict) => testCase(verdict, group.title ?? "checks", report)),
      ),
      "  </testsuite>",
      "</testsuites>",
      "",
    ].join("\n");
  },
};
export default junit;

function testCase(verdict: Verdict, group: string, report: Report): string[] {
  const check = report.checks.get(verdict.check);
  const name = `${verdict.check}: ${check?.title.passed ?? verdict.check}`;
  const open = `    <testcase${attributes({ name, classname: `seaworthy.${group.replaceAll(".", " ")}`, time: "0" })}`;
  switch (verdict.verdict) {
    case "passed":
      return [`${open}/>`];
    case "failed": {
      const { headline, expected, seen } = verdict.failure;
      const text = [
        headline,
        `expected: ${expected}`,
        `seen: ${seen}`,
        ...(verdict.others ?? []).map((other) => `also: ${other.headline}`),
        `repeat it: ${checkCommand(report, { only: verdict.check })}`,
      ].join("\n");
      const failure = `<failure${attributes({ message: headline, type: check?.severity ?? "failed" })}>${escapeXml(text)}</failure>`;
      return [`${open}>`, `      ${failure}`, "    </testcase>"];
    }
    case "unclear":
    case "not-applicable":
      return [
        `${open}>`,
        // Text, not an attribute: JUnit's own schema allows nothing else here.
        `      <skipped>${escapeXml(`${verdict.verdict}: ${verdict.why}`)}</skipped>`,
        "    </testcase>",
      ];
  }
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(
      ([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`,
    )
    .join("");
}

/** XML 1.0 §2.2 knows no control characters, not even escaped: they are shown as \x1b. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      /[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/g,
      (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`,
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
