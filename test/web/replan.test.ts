/**
 * Re-planning in a real browser: the slider moves the finish, nothing is kept until it is said, and then it is. And the map of
 * skills, walked by keys alone.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fill } from "./fill.ts";
import { hasBrowser, type OpenApp, openApp } from "./open-app.ts";

describe.skipIf(!hasBrowser)("the plan", () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await fill(app.server);
  }, 60_000);
  afterAll(() => app?.close());

  test("more hours bring the finish nearer at once, and are kept only when that is said", async () => {
    const { page, context, faults } = await app.open("/plan");
    const finish = page.getByTestId("finish");
    const before = await finish.textContent();
    const slider = page.getByRole("slider", { name: "Time for it" });
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const keep = page.getByRole("button", { name: "Keep 12 hours" });
    await keep.waitFor();
    const tried = await finish.textContent();
    expect(tried).not.toBe(before);
    expect((await app.server.call("GET", "/api/plan")).body.hours.kept).toBe(10);

    await page.getByRole("button", { name: "Back to 10" }).click();
    expect(await finish.textContent()).toBe(before);

    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await keep.click();
    await page.getByText("Kept: 12 hours a week from today").waitFor();
    expect(await finish.textContent()).toBe(tried);
    expect((await app.server.call("GET", "/api/plan")).body.hours.kept).toBe(12);
    await page.reload();
    await page.getByText("12 hours a week", { exact: true }).waitFor();
    expect(await finish.textContent()).toBe(tried);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("arrow keys walk the map along what a skill stands on, and Enter opens it", async () => {
    const { page, context, faults } = await app.open("/plan/skills");
    const nameOf = (id: string) => page.locator(`nav[aria-label="Map of skills"] a[href="/plan/skills/${id}"]`);
    await nameOf("transactions").focus();
    const { body } = await app.server.call("GET", "/api/skills/transactions");
    const before = body.requires.map(({ id }: { id: string }) => `/plan/skills/${id}`);
    await page.keyboard.press("ArrowUp");
    const reached = await page.evaluate<string>("document.activeElement.getAttribute('href')");
    expect(before).toContain(reached);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "What proves it" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(reached);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("one's own word on a skill is said on its page and counts at once", async () => {
    const { page, context, faults } = await app.open("/plan/skills/kafka");
    await page.getByRole("radio", { name: "Used" }).check({ force: true });
    await page.getByText("It counts as claimed").waitFor();
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("You said nothing").waitFor();
    const skills = async () => (await app.server.call("GET", "/api/person")).body.skills;
    // Said at once, and kept a moment later.
    await expect.poll(skills, { timeout: 10_000 }).not.toHaveProperty("kafka");
    expect(faults).toEqual([]);
    await context.close();
  });
});
