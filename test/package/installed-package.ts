/**
 * The package as somebody gets it: packed from the sources, installed into an empty folder outside of the repository.
 */
import { spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";

const repository = resolve(import.meta.dirname, "..", "..");

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface InstalledPackage {
  /** Where it is installed, and where commands run. */
  folder: string;
  /** Paths in the packed file. */
  packed: string[];
  /** Paths in the sources that it was packed from, at that moment. */
  sources: string[];
  seaworthy(...args: string[]): Promise<Outcome>;
  remove(): Promise<void>;
}

export interface InstallOptions {
  /** Folder with the `node` to run on; this one by default. */
  nodeFolder?: string;
  /** Given to `npm install`. */
  flags?: string[];
}

export async function installPackage({
  nodeFolder = dirname(process.execPath),
  flags = [],
}: InstallOptions = {}): Promise<InstalledPackage> {
  const home = await realpath(await mkdtemp(join(tmpdir(), "seaworthy-package-")));
  // As root, PostgreSQL runs as somebody else, who must get through to its programs; else they are copied for good.
  await chmod(home, 0o755);
  const remove = () => rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  try {
    const { file, packed, sources } = await pack(home);
    const folder = join(home, "elsewhere");
    await mkdir(folder);
    await writeFile(join(folder, "package.json"), '{ "private": true }\n');
    const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel", "error"];
    await mustRun("npm", ["install", ...quiet, ...flags, file], { folder, nodeFolder: dirname(process.execPath) });
    const command = join(folder, "node_modules", ".bin", "seaworthy");
    return { folder, packed, sources, remove, seaworthy: (...args) => run(command, args, { folder, nodeFolder }) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** From a copy, so that neither the checkout's dist/ nor whoever builds there at the same time is disturbed. */
async function pack(home: string): Promise<{ file: string; packed: string[]; sources: string[] }> {
  const copy = join(home, "copy");
  await mkdir(copy);
  for (const name of [
    "package.json",
    "README.md",
    "LICENSE",
    "tsconfig.json",
    "tsconfig.build.json",
    "vite.config.ts",
    "vite.report.config.ts",
    "src",
    "web",
    "content",
  ]) {
    await cp(join(repository, name), join(copy, name), { recursive: true, filter: isSource });
  }
  const sources = (await readdir(copy, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(copy, join(entry.parentPath, entry.name)));
  await symlink(join(repository, "node_modules"), join(copy, "node_modules"));
  const nodeFolder = dirname(process.execPath);
  const { stdout } = await mustRun("npm", ["pack", "--json", "--pack-destination", home], { folder: copy, nodeFolder });
  // What the build prints comes first; then the list, or in newer versions of npm an object by name.
  const result = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [{ filename, files }] = Object.values(result) as [{ filename: string; files: { path: string }[] }];
  return { file: join(home, filename), packed: files.map(({ path }) => path), sources };
}

/** What git would not have either: left there by somebody who tried a starter. */
function isSource(path: string): boolean {
  return !["node_modules", "__pycache__", ".seaworthy"].includes(basename(path));
}

export interface Place {
  folder: string;
  /** First in PATH. */
  nodeFolder: string;
}

export async function mustRun(command: string, args: string[], place: Place): Promise<Outcome> {
  const outcome = await run(command, args, place);
  if (outcome.code === 0) return outcome;
  throw new Error(`${command} ${args.join(" ")} ended with ${outcome.code}\n${outcome.stdout}\n${outcome.stderr}`);
}

function run(command: string, args: string[], { folder, nodeFolder }: Place): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...ownEnvironment(), PATH: `${nodeFolder}${delimiter}${process.env.PATH}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const outcome: Outcome = { code: null, stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (chunk: string) => {
        outcome[name] += chunk;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...outcome, code }));
  });
}

/** What `npm test` and the test runner tell their children is about the checkout; where npm finds packages stays. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      /^npm_config_(registry|cache|userconfig)$/i.test(name) || !/^(npm_|INIT_CWD|NODE_|VITEST|TEST$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: "1", NODE_DISABLE_COMPILE_CACHE: "1" };
}
