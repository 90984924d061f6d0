import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillPage } from "../../src/evidence/report/fill-page.ts";
import type { JudgedRun } from "../../src/evidence/report/judged-run.ts";
import { makeReport } from "../../src/evidence/report/make-report.ts";
import { exampleReports } from "../cli/example-report.ts";
import { hasBrowser, launch } from "./open-app.ts";

const root = join(import.meta.dirname, "../..");
describe.skipIf(!hasBrowser)("the report as one file", () => {
  let folder: string;
  let browser: Browser;
  let page: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seaworthy-report-test-"));
    const configFile = join(root, "vite.report.config.ts");
    [browser] = await Promise.all([
      launch(),
      build({ configFile, root: join(root, "web"), logLevel: "error", build: { outDir: folder, emptyOutDir: false } }),
    ]);
    page = await readFile(join(folder, "report.html"), "utf8");
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  /** Opened from a disk. `asked`: what was asked of anybody but that disk. */
  async function open(run: JudgedRun, hash = ""): Promise<{ shown: Page; asked: string[]; faults: string[] }> {
    const file = join(folder, "filled.html");
    await writeFile(file, fillPage(page, makeReport(run)));
    const shown = await browser.newPage();
    const asked: string[] = [];
    const faults: string[] = [];
    shown.on("request", (request) => request.url().startsWith("file:") || asked.push(request.url()));
    shown.on("pageerror", (error) => faults.push(String(error)));
    shown.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await shown.goto(`${pathToFileURL(file)}${hash}`);
    await shown.getByRole("heading", { level: 1 }).waitFor();
    return { shown, asked, faults };
  }

  const run = exampleReports["one failure of each kind"];

  test("the file opens from a disk, shows the first failure opened, and asks nothing of anybody", async () => {
    const { shown, asked, faults } = await open(run);
    const [card] = makeReport(run).cards;
    expect(await shown.getByRole("article").count()).toBe(1);
    expect(await shown.getByRole("article").getByRole("heading").first().textContent()).toBe(card?.headline);
    await shown.getByRole("button", { name: /^Hint 2/ }).click();
    expect(await shown.getByRole("button", { name: /^Hint 3/ }).count()).toBe(1);
    expect([asked, faults]).toEqual([[], []]);
    await shown.close();
  });

  test("a link to a check opens that check", async () => {
    const [, second] = makeReport(run).cards;
    const { shown } = await open(run, `#${second?.check}`);
    expect(await shown.getByRole("article").getByRole("heading").first().textContent()).toBe(second?.headline);
    await shown.close();
  });

  test("whatever a program says stays text", async () => {
    const hostile =
      "</script><img src=x onerror=\"document.title='taken'\"><!--<script>document.title='taken'</script>";
    const { checks, ...rest } = run;
    const changed = { ...structuredClone(rest), checks, subject: hostile };
    for (const entry of changed.recording.entries) {
      if (entry.kind === "output") entry.line = hostile;
      if (entry.kind === "exchange" && entry.response) entry.response.body = { bytes: 9, text: hostile };
      if (entry.kind === "statement") entry.text = hostile;
    }
    for (const verdict of changed.verdicts) {
      if (verdict.verdict === "failed") verdict.failure.headline = hostile;
    }
    const { shown, asked, faults } = await open(changed);
    expect(await shown.getByRole("article").getByRole("heading").first().textContent()).toBe(hostile);
    expect(await shown.locator("img").count()).toBe(0);
    expect(await shown.title()).not.toBe("taken");
    expect([asked, faults]).toEqual([[], []]);
    await shown.close();
  });
});
