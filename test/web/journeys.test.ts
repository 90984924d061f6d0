/**
 * What a person does in the app, in a real browser: the first ten minutes by keyboard alone, a day, two tabs at once, the server
 * going and coming back, everything out and in again.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fill } from "./fill.ts";
import { hasBrowser, type OpenApp, openApp, settled } from "./open-app.ts";

let app: OpenApp;

// A browser and a database beside other tests on two cores: slow is not wrong.
describe.skipIf(!hasBrowser)("somebody", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    app = await openApp();
  }, 60_000);
  afterAll(() => app?.close());

  test("comes from nothing to a plan and the next session by keyboard alone", async () => {
    const { page, context, faults } = await app.open("/");
    await page.waitForURL("**/welcome");
    const { keyboard } = page;

    await reach(page, "What is your job now?");
    await keyboard.type("ward nurse");
    await page.getByRole("option", { name: "Nurse", exact: true }).waitFor();
    await keyboard.press("Enter");
    await page.getByText("Planned as: Nurse.").waitFor();
    await reach(page, "How many hours");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    await reach(page, "In which country");
    await keyboard.type("United Kingdom");
    await reach(page, "Make my plan");
    await keyboard.press("Enter");

    await page.getByRole("heading", { level: 1, name: "Your plan" }).waitFor();
    // Whoever hears the page is told where they are.
    expect(await focused(page)).toBe("Your plan");
    await page.getByText("What it means for your pay").waitFor();
    expect((await app.server.call("GET", "/api/person")).body).toMatchObject({
      occupation: "nurse",
      role: "ward nurse",
      market: "uk",
      start: "2026-11-20",
      hoursByWeekday: { saturday: 3, tuesday: 1.5, sunday: 2 },
    });

    await follow(page, "See what a judge says");
    await follow(page, "Go on without it");
    await follow(page, "Start from zero");
    await page.getByText("too small to use yet").waitFor();
    await follow(page, "When it goes on");
    await page.getByText("Saturday 21 November").waitFor();
    const download = page.waitForEvent("download");
    await follow(page, "Put it on my calendar");
    expect((await download).suggestedFilename()).toBe("seaworthy.ics");
    await follow(page, "To today");
    await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  describe("with a plan", () => {
    beforeAll(() => fill(app.server));
    beforeEach(() => app.server.call("PATCH", "/api/person", { hoursByWeekday: week }));

    test("does one thing, notes it with a line, and is told that it is enough", async () => {
      const { page, context, faults } = await app.open("/");
      await page.getByRole("button", { name: "Done" }).click();
      await page.getByLabel("One line").fill("Three cards written.");
      await page.getByRole("spinbutton", { name: "Minutes" }).fill("30");
      await page.getByRole("button", { name: "Note it" }).click();
      await page.getByRole("heading", { name: "30 minutes noted" }).waitFor();
      const { body } = await app.server.call("GET", "/api/sessions?limit=1");
      expect(body.items[0]).toMatchObject({ date: "2026-11-20", minutes: 30, note: "Three cards written." });
      expect(faults).toEqual([]);
      await context.close();
    });

    test("goes by single keys, finds a skill by its name, and lands on it", async () => {
      const { page, context, faults } = await app.open("/");
      await page.keyboard.press("g");
      await page.keyboard.press("s");
      await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.keyboard.type("sql inj");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("transactions");
      await page
        .getByRole("option", { name: /transactions/i })
        .first()
        .click();
      await page.waitForURL(/\/(plan\/skills|projects)\//);
      await settled(page);
      expect(faults).toEqual([]);
      await context.close();
    });

    test("sees in one tab what was changed in another, at once", async () => {
      const { page: settings, context } = await app.open("/settings");
      const { page: today } = await app.open("/", { context });
      await today.getByText("Nothing set aside for today").waitFor();
      await settings.getByLabel("friday, hours").fill("3");
      await settings.locator("#hours").getByRole("button", { name: "Save" }).click();
      await settings.getByText("Saved.").waitFor();
      await today.getByText("3 hours set aside").waitFor();
      await context.close();
    });

    test("keeps working while the server is away, is told since when, and sees it come back", async () => {
      const { page, context } = await app.open("/", { keepsCopy: true });
      await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
      // From now on it goes through the worker that keeps it.
      await page.reload();
      await settled(page);
      await page.goto(`${app.url}/settings`);
      await settled(page);
      const kept = "caches.open('seaworthy-answers').then((all) => all.keys()).then((keys) => keys.length)";
      await expect.poll(() => page.evaluate<number>(kept), { timeout: 30_000 }).toBeGreaterThan(1);
      await app.line.cut();
      await page.goto(`${app.url}/`);
      await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
      await page.getByText("Shown is what it answered at").waitFor();
      await app.line.mend();
      await page.getByText("Seaworthy is not running").waitFor({ state: "detached" });
      // Only what was asked for is ever kept.
      const methods = await page.evaluate(
        "caches.open('seaworthy-answers').then((all) => all.keys()).then((keys) => keys.map(({ method }) => method))",
      );
      expect(new Set(methods as string[])).toEqual(new Set(["GET"]));
      await page.goto(`${app.url}/settings`);
      await page.getByRole("button", { name: "Forget it, and keep none" }).click();
      await page.getByText("This browser keeps nothing").waitFor();
      expect(await page.evaluate("caches.keys()")).toEqual([]);
      await context.close();
    });

    test("is told when the server is killed, and the page mends itself when it is back", async () => {
      const { page, context } = await app.open("/settings");
      await app.line.cut();
      await page.locator("#hours").getByLabel("monday, hours").fill("1");
      await page.locator("#hours").getByRole("button", { name: "Save" }).click();
      await page.locator("#hours").getByText("Seaworthy is not running").waitFor();
      await app.line.mend();
      await page.getByText("nothing that was acknowledged is lost").waitFor({ state: "detached" });
      // What was typed is still there.
      await page.locator("#hours").getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      await context.close();
    });

    test("is led back in by the terminal's address when the browser has no key", async () => {
      const { page, context } = await app.open("/");
      await page.evaluate("localStorage.clear()");
      await page.reload();
      await page.getByRole("heading", { name: "Open the address from the terminal" }).waitFor();
      await page.goto(`${app.url}/#key=the-key-of-the-tests`);
      await page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
      expect(page.url()).not.toContain("key");
      await context.close();
    });

    test("takes everything out, and brings it in again over what has changed", async () => {
      const { page, context, faults } = await app.open("/settings");
      const folder = await mkdtemp(join(tmpdir(), "seaworthy-archive-"));
      try {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: "Everything" }).click(),
        ]);
        const file = join(folder, download.suggestedFilename());
        await download.saveAs(file);
        await app.server.call("PATCH", "/api/person", { hoursByWeekday: { ...week, monday: 5 } });
        await page.getByLabel("Archive").setInputFiles(file);
        await page.getByRole("button", { name: "Replace it" }).click();
        await page.getByText("It is all here again").waitFor();
        expect((await app.server.call("GET", "/api/person")).body.hoursByWeekday.monday).toBe(0);
        // The browser itself writes the refusal, to which the page has an answer, into its console.
        expect(faults.filter((fault) => !fault.includes("409"))).toEqual([]);
      } finally {
        await rm(folder, { recursive: true });
        await context.close();
      }
    });
  });
});

const week = { monday: 0, tuesday: 2, wednesday: 0, thursday: 2, friday: 0, saturday: 4, sunday: 2 };

/** By Tab alone. */
async function reach(page: Page, name: string): Promise<void> {
  // More stops than any of these pages has.
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).includes(name)) return;
  }
  throw new Error(`${name} is not reached by Tab; the focus is on ${await focused(page)}`);
}

async function follow(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().waitFor();
  await reach(page, name);
  await page.keyboard.press("Enter");
}

/** As it is named to who hears it. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const { activeElement: it } = document;
    const by = it.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");
    return it.getAttribute("aria-label") ?? by ?? it.labels?.[0]?.textContent ?? it.textContent ?? "";
  })()`);
}
