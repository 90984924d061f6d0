/**
 * The whole app for a test or a picture: server over a real PostgreSQL, the built pages, and a real browser.
 */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { ServerOptions } from "../../src/server/ground/app.ts";
import { startTestServer, type TestServer, testKey } from "../server/start-test-server.ts";
import { builtPages } from "./built-pages.ts";

export interface OpenApp {
  server: TestServer;
  url: string;
  browser: Browser;
  /** A page that knows the key, in a window of its own. */
  open(path: string, look?: Look): Promise<{ page: Page; context: BrowserContext; faults: string[] }>;
  close(): Promise<void>;
}

export interface Look {
  width?: number;
  height?: number;
  dark?: boolean;
  /** Keeps a copy for when the server is away, as a real browser does. */
  keepsCopy?: boolean;
}

export async function openApp(options: Partial<ServerOptions> = {}): Promise<OpenApp> {
  const [webFolder, browser] = await Promise.all([builtPages(), launch()]);
  const server = await startTestServer({ ...options, webFolder });
  const url = await server.app.listen({ host: "127.0.0.1", port: 0 });
  return {
    server,
    url,
    browser,
    open: async (path, { width = 1440, height = 900, dark = false, keepsCopy = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? "dark" : "light",
        locale: "en-GB",
        reducedMotion: "reduce",
        serviceWorkers: keepsCopy ? "allow" : "block",
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      const [address, hash] = path.split("#");
      await page.goto(`${url}${address}#key=${testKey}`, { waitUntil: "networkidle" });
      if (hash !== undefined) await page.goto(`${url}${address}#${hash}`, { waitUntil: "networkidle" });
      return { page, context, faults };
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** Debian's Chromium, or the one that CHROMIUM names. As root there is no sandbox, as in every container. */
function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
  if (executablePath === undefined) throw new Error("no Chromium: apt-get install chromium, or name one by CHROMIUM");
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}
