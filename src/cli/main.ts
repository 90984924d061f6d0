#!/usr/bin/env node
/**
 * The command `seaworthy`. Looks only whether this Node can run the rest, which is then loaded.
 */
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `error: Seaworthy needs Node.js 22.18 or newer, this is ${process.versions.node}\n` +
      "fix: install the current Node.js from https://nodejs.org, then try again\n",
  );
  process.exitCode = 2;
} else {
  // Compiled once for all calls. Measured: 1.1 s of processor time instead of 1.6 s until the app's page is there. Where the
  // folder cannot be written it goes without.
  module.enableCompileCache(join(cacheFolder(process.env), "seaworthy"));
  const { runAndExit } = await import("./run.ts");
  await runAndExit(process.argv.slice(2));
}

function cacheFolder({ XDG_CACHE_HOME = "" }: NodeJS.ProcessEnv): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return XDG_CACHE_HOME.startsWith("/") ? XDG_CACHE_HOME : join(homedir(), ".cache");
}
