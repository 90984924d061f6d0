/**
 * "This verdict is wrong": keeps everything that is needed to look into it, and says what to do with it.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Verdict } from "../../contract/verdict.ts";
import { checkCommand } from "../../evidence/report/repeat.ts";
import type { Report } from "../reporter.ts";

export interface Dispute {
  note: string;
  recording: string;
}

export async function writeDispute(folder: string, verdict: Verdict, report: Report): Promise<Dispute> {
  const place = join(folder, ".seaworthy", "disputes");
  const name = `${verdict.check}-${report.recording.seed}`;
  const [note, recording] = [join(place, `${name}.md`), join(place, `${name}.json.gz`)];
  await mkdir(place, { recursive: true });
  await writeFile(recording, await promisify(gzip)(JSON.stringify(report.recording)));
  await writeFile(note, noteOf(verdict, report, `${name}.json.gz`));
  return { note, recording };
}

function noteOf(verdict: Verdict, report: Report, recording: string): string {
  const said =
    verdict.verdict === "failed"
      ? [verdict.failure.headline, `Expected: ${verdict.failure.expected}`, `Seen: ${verdict.failure.seen}`]
      : ["why" in verdict ? verdict.why : "passed"];
  return `# A verdict that seems wrong: ${verdict.check}

The judge (${report.recording.judge}) said **${verdict.verdict}**:

${said.map((line) => `> ${line.replaceAll("\n", " ")}`).join("\n>\n")}

- Contract: ${report.recording.surface.title} ${report.recording.surface.version}
- Repeat it: \`${checkCommand(report, { only: verdict.check })}\`
- Judge the same recording again: \`${report.called} check --from ${recording} --only ${verdict.check}\`

## Why it is wrong

(Which sentence of the contract allows what the program did?)

## What to do with this

Report it with this note and the recording beside it. The recording holds the requests, answers, statements and output of
the run: look through it first if your program had real data.
`;
}
