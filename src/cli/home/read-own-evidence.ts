/**
 * All evidence that counts for a person: of the folder they stand in, and of the folders named in person.yaml.
 */
import { readdir } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Person } from "../../contract/person.ts";
import { readEvidence } from "../../evidence/read-evidence.ts";
import type { Door } from "../door.ts";
import type { Home } from "./home-folder.ts";

export interface OwnEvidence {
  evidence: Evidence[];
  /** Files that lie there and cannot be read, each with why. They count for nothing and stop nothing. */
  unreadable: string[];
}

export async function readOwnEvidence(person: Person, home: Home, door: Door): Promise<OwnEvidence> {
  const folders = new Set([door.resolve("."), ...projectFolders(person, home)]);
  const files = (await Promise.all([...folders].map(evidenceFiles))).flat();
  const read = await Promise.all(
    files.map((file) =>
      readEvidence(file).catch((error: unknown) => {
        if (error instanceof UserError) return error.message;
        throw error;
      }),
    ),
  );
  return {
    evidence: read.filter((result): result is Evidence => typeof result !== "string"),
    unreadable: read.filter((result): result is string => typeof result === "string"),
  };
}

export function projectFolders({ projects }: Person, home: Home): string[] {
  return projects.map((folder) => (isAbsolute(folder) ? folder : join(home.folder, folder)));
}

export async function evidenceFiles(folder: string): Promise<string[]> {
  const place = join(folder, ".seaworthy", "evidence");
  const names = await readdir(place).catch((): string[] => []);
  return names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(place, name));
}
