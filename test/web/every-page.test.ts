/**
 * Every page, wide and narrow, light and dark: nothing that axe finds, nothing that scrolls sideways, nothing that jumps
 * while it comes, and nothing in the console.
 */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fill } from "./fill.ts";
import { fillRun } from "./fill-run.ts";
import { hasBrowser, type OpenApp, openApp, settled } from "./open-app.ts";

let app: OpenApp;
/** Addresses with an id in them are known when it is filled. */
const ids: Record<string, string> = {};

const paths = [
  "/",
  "/#done",
  "/plan",
  "/plan/skills",
  "/plan/skills/sql",
  "/guide/nurse",
  "/projects",
  "/projects/crud",
  "/runs/:run",
  "/evidence",
  "/evidence/:hash",
  "/log",
  "/log/:entry",
  "/adverts",
  "/settings",
  "/welcome",
  "/welcome#plan",
  "/welcome#judge",
  "/welcome#build",
  "/welcome#kept",
  "/welcome#end",
  "/nowhere",
];

describe.skipIf(!hasBrowser)("every page", () => {
  beforeAll(async () => {
    app = await openApp();
    await fill(app.server);
    const [evidence, entries] = await Promise.all(
      ["/api/evidence?limit=1", "/api/log-entries?limit=1"].map((path) => app.server.call("GET", path)),
    );
    ids[":run"] = await fillRun(app.server);
    ids[":hash"] = evidence?.body.items[0]?.hash;
    ids[":entry"] = entries?.body.items[0]?.id;
  }, 60_000);
  afterAll(() => app?.close());

  test.each([
    [1440, "light"],
    [360, "dark"],
  ] as const)(
    "holds at %i pixels in %s",
    async (width, look) => {
      const { page, context, faults } = await app.open("/log", { width, dark: look === "dark" });
      const wrong: string[] = [];
      for (const path of paths) {
        const address = path.replace(/:\w+$/, (name) => ids[name] ?? name);
        // A page of its own each time, so that what moves while it loads is seen.
        await page.goto("about:blank");
        await page.goto(`${app.url}${address}`);
        const seen = await lookAt(page, look, width);
        wrong.push(...[...seen, ...faults.splice(0)].map((fault) => `${path}: ${fault}`));
      }
      await context.close();
      expect(wrong).toEqual([]);
    },
    300_000,
  );
});

async function lookAt(page: Page, look: "light" | "dark", width: number): Promise<string[]> {
  try {
    await settled(page);
  } catch {
    // What is there instead, if anything.
    return [`does not come: ${await page.evaluate<string>("document.body.innerText.slice(0, 300)")}`];
  }
  const sideways = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  const shift = await page.evaluate<number>(layoutShift);
  await page.evaluate(axe.source);
  const found = await violations(page, undefined);
  const colours = width < 600 ? [] : await coloursOfTheOther(page, look);
  return [
    ...(sideways > 0 ? [`${sideways} px wider than the window`] : []),
    // What the eye does not see is above zero, too; a line of text that moves is 0.01 and more.
    ...(shift > 0.001 ? [`moves by ${shift.toFixed(4)} while it comes`] : []),
    ...found,
    ...colours.map((fault) => `in the other colours ${fault}`),
  ];
}

/** How wide a page is does not change its colours, so one width is enough. */
async function coloursOfTheOther(page: Page, look: "light" | "dark"): Promise<string[]> {
  await page.emulateMedia({ colorScheme: look === "light" ? "dark" : "light" });
  const colours = await violations(page, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: look });
  return colours;
}

/** Read in the page: the sum of all that moved without being asked to. */
const layoutShift = `new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(sum)));
})`;

async function violations(page: Page, rules: string[] | undefined): Promise<string[]> {
  const options = rules ? { runOnly: { type: "rule", values: rules } } : {};
  return page.evaluate<string[]>(
    `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ["violations"] })}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) =>
        id + " " + html.slice(0, 160) + " " + (any[0]?.message ?? ""))))`,
  );
}
