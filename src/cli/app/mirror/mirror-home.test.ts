import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../../test/server/start-test-server.ts";
import { openDoor } from "../../door.ts";
import { type Home, homeOf } from "../../home/home-folder.ts";
import { keepLine } from "../../home/keep-file.ts";
import { keepEntry } from "../../home/log-folder.ts";
import { keepPerson } from "../../home/person-files.ts";
import { type Mirror, mirrorHome } from "./mirror-home.ts";

let server: TestServer;
let home: Home;
let mirror: Mirror;
const failures: unknown[] = [];
beforeAll(async () => {
  server = await startTestServer();
  home = homeOf(openDoor(new AbortController().signal), await mkdtemp(join(tmpdir(), "seaworthy-mirror-")));
});
beforeEach(async () => {
  mirror = await mirrorHome({ home, pool: server.pool, account: "local" }, (error) => failures.push(error));
});
afterEach(async () => {
  await mirror.close();
  expect(failures).toEqual([]);
});
afterAll(async () => {
  await server.stop();
  await rm(home.folder, { recursive: true });
});

const person = { market: "uk", start: "2026-11-20", hoursByWeekday: { monday: 2 } };
const entry = { date: "2026-11-20", title: "A retry made two", tags: [], skills: [], evidence: [], draft: false };
const items = async (path: string) =>
  (await server.call("GET", path)).body.items as { id: string; [k: string]: unknown }[];

test("what the command line wrote is in the app, once, however often it is looked at", async () => {
  await keepPerson(home, { ...person, role: "clerk" } as never);
  await keepLine(home.sessions, {
    date: "2026-11-20",
    minutes: 25,
    unit: "advert-analysis",
    kind: "build",
    done: false,
  });
  await keepEntry(home, { ...entry, broke: "two invoices", why: "", fixed: "" });
  await writeFile(join(home.adverts, "2026-11-20-x.txt"), "---\naddedOn: 2026-11-20\n---\n\nBackend developer. SQL.\n");
  await mirror.sync();
  await mirror.sync();
  expect((await server.call("GET", "/api/person")).body).toMatchObject({ role: "clerk" });
  expect(await items("/api/sessions")).toMatchObject([{ minutes: 25, unit: "advert-analysis" }]);
  expect(await items("/api/log-entries")).toMatchObject([
    { title: "A retry made two", broke: "two invoices", why: "" },
  ]);
  expect(await items("/api/adverts")).toHaveLength(1);
  expect(await readdir(home.adverts)).toHaveLength(1);
});

test("what is changed in the app is in the files, and what somebody wrote around it stays", async () => {
  const text = await readFile(home.person, "utf8");
  await writeFile(home.person, text.replace("role: clerk", "role: clerk # since 2019"));
  await mirror.sync();
  await server.call("PATCH", "/api/person", { market: "us" });
  await server.call("PUT", "/api/private", { reasons: ["pay"] });
  await server.call("POST", "/api/log-entries", { ...entry, title: "In the app" });
  const unit = "advert-analysis";
  await server.call("POST", "/api/sessions", { date: "2026-11-21", minutes: 50, unit });
  await mirror.sync();
  const written = await readFile(home.person, "utf8");
  expect(written).toMatch("role: clerk # since 2019");
  expect(written).toMatch("market: us");
  expect(written).not.toMatch("unlocked");
  expect(await readFile(home.private, "utf8")).toMatch("- pay");
  expect((await readdir(home.log)).sort()).toEqual(["2026-11-20-a-retry-made-two.md", "2026-11-20-in-the-app.md"]);
  expect((await readFile(home.sessions, "utf8")).trim().split("\n")).toHaveLength(2);
});

test("removed on one side, it goes on the other", async () => {
  const [first] = (await items("/api/log-entries")).filter(({ title }) => title === "A retry made two");
  await server.call("DELETE", `/api/log-entries/${first?.id}`);
  await mirror.sync();
  expect(await readdir(home.log)).toEqual(["2026-11-20-in-the-app.md"]);
  await keepEntry(home, { ...entry, title: "Third", broke: "", why: "", fixed: "" });
  await mirror.sync();
  await rm(join(home.log, "2026-11-20-in-the-app.md"));
  await mirror.sync();
  expect((await items("/api/log-entries")).map(({ title }) => title)).toEqual(["Third"]);
});

test("a folder that is gone as a whole is written again", async () => {
  await rm(home.log, { recursive: true });
  await mirror.sync();
  expect(await readdir(home.log)).toEqual(["2026-11-20-third.md"]);
});

test("a file with a mistake stays as it is, is told with what to do, and keeps nothing else from being taken in", async () => {
  const text = await readFile(home.person, "utf8");
  await writeFile(home.person, text.replace("market: us", "markt: uk"));
  await keepLine(home.sessions, {
    date: "2026-11-22",
    minutes: 10,
    unit: "advert-analysis",
    kind: "read",
    done: false,
  });
  await mirror.sync();
  expect(mirror.hints()).toMatchObject([{ code: "home-mistakes", says: expect.stringMatching("markt") }]);
  expect(await readFile(home.person, "utf8")).toMatch("markt: uk");
  expect((await server.call("GET", "/api/person")).body.market).toBe("us");
  expect(await items("/api/sessions")).toHaveLength(3);
  await writeFile(home.person, text.replace("market: us", "market: uk"));
  await expect.poll(async () => (await server.call("GET", "/api/person")).body.market, { timeout: 20_000 }).toBe("uk");
  // The hint goes at the end of the round that took the file in.
  await expect.poll(() => mirror.hints(), { timeout: 20_000 }).toEqual([]);
});
