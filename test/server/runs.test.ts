import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { runJudge } from "../../src/cli/app/run-judge.ts";
import { openDoor } from "../../src/cli/door.ts";
import type { RunEvent } from "../../src/contract/api/run.ts";
import { makeReport } from "../../src/evidence/report/make-report.ts";
import { createServer } from "../../src/server/create-server.ts";
import type { PreparedRun } from "../../src/server/runs/run-judge.ts";
import { exampleReports } from "../cli/example-report.ts";
import { startTestServer, type TestServer, testKey } from "./start-test-server.ts";

const real = runJudge(openDoor(new AbortController().signal));
const folder = { kind: "folder", folder: "/scripted" } as const;
const report = makeReport(exampleReports["one failure of each kind"]);

/** Judgements that wait until the test lets them go on; the demonstration and real folders go to the real judge. */
const waiting: { see: Parameters<PreparedRun["judge"]>[0]["see"]; finish(): void }[] = [];
const scripted: PreparedRun = {
  name: "scripted",
  project: "crud",
  seed: "s33d",
  change: null,
  judge: ({ signal, see }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      waiting.push({ see, finish: () => resolve({ report, evidence: null }) });
    }),
};

let server: TestServer;
let base: string;
/** Of this file alone, so that what is left behind is seen. */
let own: string;
const shared = process.env.TMPDIR;
beforeAll(async () => {
  own = await mkdtemp(join(tmpdir(), "runs-"));
  process.env.TMPDIR = own;
  server = await startTestServer({
    judge: {
      ...real,
      prepare: async (request) =>
        request.subject.kind === "folder" && request.subject.folder === "/scripted" ? scripted : real.prepare(request),
    },
  });
  base = await server.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.stop();
  if (shared === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = shared;
  await rm(own, { recursive: true });
});

const sameGround = async () => ({
  ...{ pool: server.pool, catalog: await readCatalog(), key: testKey, account: "local", hosts: [] },
  today: () => "2026-11-20",
});
const begin = async () => (await server.call("POST", "/api/runs", { subject: folder })).body.id as string;
const stateOf = async (id: string) => (await server.call("GET", `/api/runs/${id}`)).body.state;

/** Reads events until `enough`, as a browser would that knows the key. */
async function follow(id: string, after: number, enough: (events: Seen[]) => boolean = () => false): Promise<Seen[]> {
  const leave = new AbortController();
  const headers = { authorization: `Bearer ${testKey}`, "last-event-id": String(after) };
  const answer = await fetch(`${base}/api/runs/${id}/events`, { headers, signal: leave.signal });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const seen: Seen[] = [];
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      const [, number, data] = /^id: (\d+)\nevent: \S+\ndata: (.*)$/.exec(frame) ?? [];
      if (data) seen.push({ id: Number(number), event: JSON.parse(data) });
    }
    if (enough(seen)) break;
  }
  leave.abort();
  return seen;
}
interface Seen {
  id: number;
  event: RunEvent;
}

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
};

test("who comes back hears what was missed, once, and then the end", async () => {
  const id = await begin();
  await until(() => waiting.length === 1);
  const run = waiting.pop();
  run?.see({ type: "planned", scenarios: ["a"], checks: [{ check: "x", title: "X" }] });
  const first = await follow(id, 0, (seen) => seen.at(-1)?.event.type === "planned");
  expect(first.map(({ event }) => event.type)).toEqual(["state", "planned"]);
  run?.see({ type: "verdict", check: "x", verdict: "passed", title: "X", says: "" });
  const rest = follow(id, first.at(-1)?.id ?? 0);
  run?.finish();
  expect((await rest).map(({ event }) => event.type)).toEqual(["verdict", "state"]);
  expect((await rest).map((seen) => seen.id)).toEqual([3, 4]);
  const { body } = await server.call("GET", `/api/runs/${id}`);
  expect(body).toMatchObject({ state: "ended", name: "scripted", counts: report.counts, before: null });
  expect(body.report.cards[0].check).toBe(report.cards[0]?.check);
  expect((await server.call("GET", "/api/runs?project=crud")).body.items[0]).toMatchObject({ id, state: "ended" });
});

test("one runs at a time, the others wait, and the line is bounded", async () => {
  const ids = [await begin()];
  await until(() => waiting.length === 1);
  for (let n = 0; n < 8; n++) ids.push(await begin());
  expect((await server.call("POST", "/api/runs", { subject: folder })).status).toBe(429);
  expect(waiting).toHaveLength(1);
  expect((await follow(ids[2] as string, 0, ([one]) => one !== undefined))[0]?.event).toMatchObject({ ahead: 2 });
  for (const id of ids.slice(1).reverse()) {
    expect((await server.call("POST", `/api/runs/${id}/cancel`)).body.state).toBe("cancelled");
  }
  waiting.pop()?.finish();
  await until(async () => (await stateOf(ids[0] as string)) === "ended");
  expect(waiting).toHaveLength(0);
});

test("what a kill interrupted is told so at the next start", async () => {
  const { rows } = await server.pool.query(
    `insert into run (account, state, subject, name, scope, seed)
     values ('local', 'running', $1, 'x', 'full', 's')
     returning id`,
    [JSON.stringify(folder)],
  );
  const next = await createServer({ ...(await sameGround()), judge: real });
  await next.ready();
  await next.close();
  expect((await server.call("GET", `/api/runs/${rows[0].id}`)).body).toMatchObject({
    state: "failed",
    problem: { code: "interrupted" },
  });
});

test.each([
  ["a relative folder", { kind: "folder", folder: "my-api" }, 422, "folder-not-absolute"],
  ["a folder that is not there", { kind: "folder", folder: "/no/such/folder" }, 422, "no-such-folder"],
  ["a folder without seaworthy.yaml", { kind: "folder", folder: import.meta.dirname }, 422, "no-manifest"],
  ["no folder", { kind: "folder" }, 400, "about:blank"],
])("%s is answered with one clear problem", async (_, subject, status, code) => {
  const answer = await server.call("POST", "/api/runs", { subject });
  expect([answer.status, answer.body.type]).toEqual([status, status === 400 ? code : `urn:seaworthy:${code}`]);
  if (status === 422) expect(answer.body.fix).toBeTruthy();
});

test("the demonstration is red, shows the lines to change, is green when mended, and proves nobody's skill", async () => {
  const runs = [];
  for (const mended of [false, true]) {
    const { body } = await server.call("POST", "/api/runs", { subject: { kind: "demonstration", mended } });
    const events = await follow(body.id, 0);
    expect(events.map(({ event }) => event.type)).toContain("scenario-began");
    runs.push((await server.call("GET", `/api/runs/${body.id}`)).body);
  }
  const [red, green] = runs;
  expect(red.report.cards.map(({ check }: { check: string }) => check)).toEqual(["killed-keeps-acknowledged-writes"]);
  expect(red.change.lines.filter(({ sign }: { sign: string }) => sign === "+")).toHaveLength(2);
  expect(green.counts).toMatchObject({ failed: 0, passed: 6 });
  expect(green.drafted).not.toBeNull();
  const { readEvidenceOutlines } = await import("../../src/server/evidence/read-outlines.ts");
  expect(await readEvidenceOutlines(server.pool, "local")).toEqual([]);
  expect((await server.call("GET", "/api/proofs")).body).toMatchObject({ documents: 2, skills: [] });
}, 60_000);

test("a run that is cancelled leaves no folder, and with it no process that works there", async () => {
  const before = readdirSync(own);
  const { body } = await server.call("POST", "/api/runs", { subject: { kind: "demonstration", mended: false } });
  await follow(body.id, 0, (seen) => seen.some(({ event }) => event.type === "scenario-began"));
  expect(readdirSync(own)).not.toEqual(before);
  const cancelled = await server.call("POST", `/api/runs/${body.id}/cancel`);
  expect(cancelled.body).toMatchObject({ state: "cancelled", counts: null });
  expect(readdirSync(own)).toEqual(before);
}, 60_000);

test("a server without a judge says so", async () => {
  const alone = await createServer(await sameGround());
  const headers = { authorization: `Bearer ${testKey}` };
  const answer = await alone.inject({ method: "POST", url: "/api/runs", headers, payload: { subject: folder } });
  expect(answer.statusCode).toBe(409);
  expect((await alone.inject({ url: "/api/projects", headers })).json().canRun).toBe(false);
  await alone.close();
});

test("a project shows its steps, the latest verdicts and one next check", async () => {
  const { body } = await server.call("GET", "/api/projects/crud");
  expect(body.contract.openapi).toMatch(/^3\./);
  expect(body.next).toMatchObject({ check: "program-starts-and-answers", state: "not judged" });
  expect(body.steps[0].checks[0]).toMatchObject({ check: "program-starts-and-answers", latest: null });
  expect((await server.call("GET", "/api/projects/nothing")).status).toBe(404);
  const { body: check } = await server.call("GET", "/api/checks/deleted-stays-deleted");
  expect(check.rungs).toHaveLength(5);
});
