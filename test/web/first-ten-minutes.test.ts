/**
 * The first ten minutes whole, with the real judge: from three questions over a red card and two changed lines to what a
 * green check has become.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runJudge } from "../../src/cli/app/run-judge.ts";
import { openDoor } from "../../src/cli/door.ts";
import { hasBrowser, type OpenApp, openApp } from "./open-app.ts";

let app: OpenApp;

describe.skipIf(!hasBrowser)("in their first ten minutes, somebody", { timeout: 180_000 }, () => {
  beforeAll(async () => {
    app = await openApp({ judge: runJudge(openDoor(new AbortController().signal)) });
  }, 60_000);
  afterAll(() => app?.close());

  test("sees a judge fail a program, changes two lines, sees it pass, and what that has become", async () => {
    const { page, context, faults } = await app.open("/");
    const step = (name: string) => page.getByRole("heading", { level: 1, name }).waitFor({ timeout: 90_000 });
    await page.getByLabel("What is your job now?").fill("nurse");
    await page.getByRole("button", { name: "Make my plan" }).click();
    await step("Your plan");
    await page.getByRole("link", { name: "See what a judge says" }).click();
    await page.getByRole("button", { name: "Start the judge" }).click();

    await step("The demonstration: 1 of 6 checks failed");
    await page.getByText("were gone after kill -9").first().waitFor();
    await page.getByRole("button", { name: /^Hint 2/ }).click();
    await page.getByRole("button", { name: /^Hint 3/ }).waitFor();
    await page.getByRole("button", { name: "Change these lines and judge again" }).click();

    await step("The demonstration, mended: all 6 checks passed");
    await page.getByRole("link", { name: "Go on" }).click();
    await step("Where do you begin?");
    await page.getByRole("link", { name: "Start from zero" }).click();
    await step("What that green check has become");
    for (const said of ["kept", "drafted", "too small to use yet"])
      await page.getByText(said, { exact: true }).waitFor();

    // It was seen, and proves nothing about this person.
    const { body: log } = await app.server.call("GET", "/api/log-entries");
    expect(log.items).toMatchObject([{ draft: true, check: "killed-keeps-acknowledged-writes" }]);
    const { body: skills } = await app.server.call("GET", "/api/skills");
    expect(JSON.stringify(skills)).toContain('"holding":"missing"');
    expect(JSON.stringify(skills)).not.toContain('"holding":"proven"');
    expect(faults).toEqual([]);
    await context.close();
  });
});
