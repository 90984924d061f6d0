/**
 * Where the built pages lie. In a clone they are built when their sources are newer, so that `npm start` shows what is there.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../base/errors.ts";

/** From src/cli/app and from dist/cli/app alike. */
const root = join(import.meta.dirname, "..", "..", "..");

export async function webFolder(say: (line: string) => void, signal: AbortSignal): Promise<string> {
  const built = join(root, "dist", "web");
  const vite = join(root, "node_modules", ".bin", "vite");
  const inClone =
    import.meta.dirname.startsWith(join(root, "src")) && existsSync(join(root, "web")) && existsSync(vite);
  if (inClone && (await newest(join(root, "web"))) > (await timeOf(join(built, "index.html")))) {
    say("building the pages …");
    try {
      await build(vite, built, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const { stderr = "" } = cause as { stderr?: string };
      throw new UserError("pages-not-built", `the pages could not be built: ${stderr.trim().split("\n")[0]}`, {
        fix: "`npm run build:web` shows the whole message",
        cause,
      });
    }
  }
  if (!existsSync(join(built, "index.html")))
    throw new UserError("pages-not-built", `the pages of the app are not in ${built}`, {
      fix: "install again; in a clone, `npm ci` builds them",
    });
  return built;
}

/** Beside, and moved into its place when it is whole: an app that runs already serves the files that are there. */
async function build(vite: string, built: string, signal: AbortSignal): Promise<void> {
  const draft = `${built}.${process.pid}`;
  try {
    await promisify(execFile)(
      process.execPath,
      [vite, "build", "--logLevel", "warn", "--outDir", draft, "--emptyOutDir"],
      { cwd: root, signal },
    );
    await rm(built, { recursive: true, force: true });
    await rename(draft, built);
  } catch (error) {
    // Another app that was started at the same moment was first, with the same pages.
    if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const times = await Promise.all(entries.map((entry) => timeOf(join(entry.parentPath, entry.name))));
  return Math.max(0, ...times);
}

async function timeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
