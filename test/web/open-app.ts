/**
 * The whole app for a test or a picture: server over a real PostgreSQL, the built pages, and a real browser.
 */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { ServerOptions } from "../../src/server/ground/app.ts";
import { startTestServer, type TestServer, testKey } from "../server/start-test-server.ts";
import { builtPages } from "./built-pages.ts";
import { type Line, openLine } from "./line.ts";

export interface OpenApp {
  server: TestServer;
  url: string;
  browser: Browser;
  /** Between browser and server; cut, the server is away for the browser, as when it was killed. */
  line: Line;
  /** A page that knows the key, in a window of its own, or in another tab of the same one. */
  open(path: string, look?: Look): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** Everything that went wrong in it: exceptions, and what the browser wrote into its console as an error. */
  faults: string[];
}

export interface Look {
  width?: number;
  height?: number;
  dark?: boolean;
  /** Keeps a copy for when the server is away, as a real browser does. */
  keepsCopy?: boolean;
  /** Where it is another tab of a window. */
  context?: BrowserContext;
}

const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
/** Tests of pages are skipped where there is none, and say so; in CI, where all is checked, a missing one is a fault. */
export const hasBrowser = executablePath !== undefined || Boolean(process.env.CI);

export async function openApp(options: Partial<ServerOptions> = {}): Promise<OpenApp> {
  const [webFolder, browser] = await Promise.all([builtPages(), launch()]);
  const server = await startTestServer({ webFolder, ...options });
  const line = await openLine(new URL(await server.app.listen({ host: "127.0.0.1", port: 0 })));
  const { url } = line;
  return {
    server,
    url,
    browser,
    line,
    open: async (path, look = {}) => {
      const context = look.context ?? (await newWindow(browser, look));
      const page = await context.newPage();
      const faults = faultsOf(page);
      const [address, hash] = path.split("#");
      // The key comes in the fragment, once; after that the address may have one of its own.
      await page.goto(`${url}${hash === undefined ? address : "/api/openapi.json"}#key=${testKey}`);
      if (hash !== undefined) {
        await page.evaluate(`localStorage.setItem("seaworthy-key", ${JSON.stringify(testKey)})`);
        await page.goto(`${url}${address}#${hash}`);
      }
      await settled(page);
      return { page, context, faults };
    },
    close: async () => {
      await browser.close();
      await line.close();
      await server.stop();
    },
  };
}

/** The page has its head, and nothing on it is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor({ timeout: 45_000 });
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached", timeout: 45_000 });
}

function newWindow(browser: Browser, { width = 1440, height = 900, dark = false, keepsCopy = false }: Look) {
  return browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    locale: "en-GB",
    reducedMotion: "reduce",
    serviceWorkers: keepsCopy ? "allow" : "block",
  });
}

function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return faults;
}

/** Debian's Chromium, or the one that CHROMIUM names. As root there is no sandbox, as in every container. */
export function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error("no Chromium: apt-get install chromium, or name one by CHROMIUM");
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}
