/**
 * The packed package on another version of Node: `node test/package/other-node.ts [version]`.
 */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type InstalledPackage, installPackage, mustRun, type Outcome } from "./installed-package.ts";

/** The oldest that package.json allows. */
const [version = "22.18.0"] = process.argv.slice(2);
const home = await mkdtemp(join(tmpdir(), "seaworthy-other-node-"));
// As root, PostgreSQL runs as somebody else, who must get through to the app's database.
await chmod(home, 0o755);
let installed: InstalledPackage | undefined;
try {
  const nodeFolder = await installNode();
  say(`node ${(await mustRun("node", ["--version"], { folder: home, nodeFolder })).stdout.trim()}`);
  installed = await installPackage({ nodeFolder });
  await expectCode(0, ["--version"]);
  await expectCode(0, ["doctor"]);
  for (const stack of ["javascript", "typescript"]) {
    await expectCode(0, ["new", "crud", `${stack}-api`, "--stack", stack]);
    await expectCode(0, ["check", `${stack}-api`, "--only", "program-starts-and-answers"]);
    // The rest of a starter is still to be built.
    await expectCode(1, [
      "check",
      `${stack}-api`,
      "--only",
      "created-thing-reads-back,created-answers-201-with-location",
    ]);
  }
  await expectCode(0, ["demo"]);
  await expectApp();
} finally {
  await installed?.remove();
  await rm(home, { recursive: true, force: true });
}

/** The npm package `node` brings the binary by its install script. Returns the folder that holds it. */
async function installNode(): Promise<string> {
  await writeFile(join(home, "package.json"), '{ "private": true, "allowScripts": { "node": true } }\n');
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel", "error"];
  await mustRun("npm", ["install", ...quiet, `node@${version}`], {
    folder: home,
    nodeFolder: dirname(process.execPath),
  });
  return join(home, "node_modules", "node", "bin");
}

async function expectCode(code: number, args: string[]): Promise<void> {
  const began = performance.now();
  const outcome = (await installed?.seaworthy(...args)) as Outcome;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (outcome.code === code) return say(`${String(code)}  ${seconds.padStart(5)} s  seaworthy ${args.join(" ")}`);
  say(outcome.stdout + outcome.stderr);
  throw new Error(`seaworthy ${args.join(" ")} ended with ${outcome.code} instead of ${code} on Node ${version}`);
}

/** The app with its own database and its pages, from the first address to nothing left. */
async function expectApp(): Promise<void> {
  const { folder } = installed as InstalledPackage;
  const began = performance.now();
  const child = spawn(join(folder, "node_modules", ".bin", "seaworthy"), ["app", "--home", join(home, "app")], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PATH: `${join(home, "node_modules", "node", "bin")}:${process.env.PATH}`, BROWSER: "none" },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const said = new Promise<string>((resolve) =>
    child.stdout.once("data", (data: Buffer) => resolve(String(data).trim())),
  );
  const link = await Promise.race([said, ended.then((code) => `nothing: it ended with ${code}`)]);
  const page = await fetch(link);
  if (!page.ok) throw new Error(`the app's page answered ${page.status} on Node ${version}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  child.kill("SIGINT");
  const code = await ended;
  if (code !== 0) throw new Error(`seaworthy app ended with ${code} on Node ${version}`);
  say(`0  ${seconds.padStart(5)} s  seaworthy app`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
