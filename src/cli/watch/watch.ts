/**
 * `seaworthy check --watch`: save, and see. Events from files, keys and the judge come in one queue, and are answered one
 * after another by a {@link Session}.
 */
import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import { queue } from "../../base/queue.ts";
import type { CheckOptions } from "../check-options.ts";
import type { Door } from "../door.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { planJudgement } from "../plan-judgement.ts";
import { readKeys } from "./read-keys.ts";
import { createRunner, type RunEvent } from "./runner.ts";
import { Session } from "./session.ts";
import { watchFiles } from "./watch-files.ts";

type WatchEvent = RunEvent | { type: "saved"; paths: string[] } | { type: "key"; key: string };

export async function watch(word: string, options: CheckOptions, door: Door): Promise<ExitCode> {
  const { folder } = await planJudgement(word, options, door);
  if (folder === undefined) throw new UserError("nothing-to-watch", "there is no folder to watch", { fix: "give one" });
  const events = queue<WatchEvent>();
  const runner = createRunner({ word, seed: options.seed, door }, (event) => events.push(event));
  const session = new Session({ folder, only: options.only, runner, door });
  const end = () => events.end();
  door.signal.addEventListener("abort", end, { once: true });
  const closeFiles = await watchFiles(folder, (paths) => events.push({ type: "saved", paths }));
  const closeKeys = door.stdin.isTTY ? readKeys(door.stdin, (key) => events.push({ type: "key", key })) : () => {};
  try {
    session.begin();
    for await (const event of events) {
      if (event.type === "saved") session.saved(event.paths, { setup: event.paths.some(changesSetup) });
      else if (event.type === "key") {
        if (event.key === "q") return exitCodes.ok;
        await session.key(event.key);
      } else session.ran(event);
    }
    return exitCodes.interrupted;
  } finally {
    door.signal.removeEventListener("abort", end);
    closeFiles();
    closeKeys();
    session.end();
    await runner.stop();
  }
}

/** Files that say what has to be installed. */
function changesSetup(path: string): boolean {
  return /^(seaworthy\.ya?ml|package(-lock)?\.json|.*requirements.*\.txt|pyproject\.toml|go\.mod|Cargo\.toml|pom\.xml|Gemfile|composer\.json)$/.test(
    basename(path),
  );
}
