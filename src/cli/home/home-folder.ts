/**
 * Where the person's own files lie: `--home`, else `SEAWORTHY_HOME`, else the platform's folder for a program's data.
 */
import { homedir } from "node:os";
import { join } from "node:path";
import type { Door } from "../door.ts";

export interface Home {
  /** Absolute. */
  folder: string;
  person: string;
  private: string;
  sessions: string;
  conversations: string;
  applications: string;
  /** One Markdown file an entry of the learning log. */
  log: string;
  adverts: string;
  /** The app's PostgreSQL. */
  database: string;
  /** What a page or a program must know to speak to the app. */
  key: string;
  /** There while the app runs: where it is. */
  running: string;
  /** What the app's server did, as JSON lines. */
  serverLog: string;
}

export function homeOf(door: Door, chosen: string | undefined, platform: NodeJS.Platform = process.platform): Home {
  const named = chosen ?? (door.environment.SEAWORTHY_HOME || undefined);
  const folder = named === undefined ? platformFolder(door.environment, platform) : door.resolve(named);
  return {
    folder,
    person: join(folder, "person.yaml"),
    private: join(folder, "private.yaml"),
    sessions: join(folder, "sessions.jsonl"),
    conversations: join(folder, "conversations.jsonl"),
    applications: join(folder, "applications.jsonl"),
    log: join(folder, "log"),
    adverts: join(folder, "adverts"),
    database: join(folder, "database"),
    key: join(folder, "key"),
    running: join(folder, "running.json"),
    serverLog: join(folder, "server.log"),
  };
}

/** The XDG Base Directory Specification, and Apple's and Microsoft's own rules. A relative XDG_DATA_HOME does not count. */
function platformFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const own = environment.HOME || environment.USERPROFILE || homedir();
  if (platform === "darwin") return join(own, "Library", "Application Support", "seaworthy");
  if (platform === "win32") return join(environment.LOCALAPPDATA || join(own, "AppData", "Local"), "seaworthy");
  const xdg = environment.XDG_DATA_HOME ?? "";
  return join(xdg.startsWith("/") ? xdg : join(own, ".local", "share"), "seaworthy");
}
