#!/usr/bin/env node
/**
 * The command `seaworthy`. Looks only whether this Node can run the rest, which is then loaded.
 */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `error: Seaworthy needs Node.js 22.18 or newer, this is ${process.versions.node}\n` +
      "fix: install the current Node.js from https://nodejs.org, then try again\n",
  );
  process.exitCode = 2;
} else {
  const { runAndExit } = await import("./run.ts");
  await runAndExit(process.argv.slice(2));
}
