/**
 * A run that has ended, with a failure of each kind: for pictures and tests, without judging anything.
 */
import { makeReport } from "../../src/evidence/report/make-report.ts";
import { addRun, noteBegun, noteEnded } from "../../src/server/runs/sql.ts";
import { exampleReports } from "../cli/example-report.ts";
import type { TestServer } from "../server/start-test-server.ts";

/** The id of the run. */
export async function fillRun({ pool }: Pick<TestServer, "pool">): Promise<string> {
  const report = makeReport(exampleReports["one failure of each kind"]);
  const subject = { kind: "folder", folder: "/home/mia/work/my-api" } as const;
  const { id } = await addRun(pool, "local", {
    ...{ subject, name: "my-api", project: "crud", scope: "full", seed: report.seed, change: null },
  });
  await noteBegun(pool, "local", id);
  await noteEnded(pool, "local", id, { state: "ended", report });
  return id;
}
