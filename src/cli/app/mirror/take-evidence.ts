/**
 * Evidence that lies in the folders of the person's projects, taken in where it was not yet. It is never written out: it lies
 * beside the program that it speaks of.
 */
import { stat } from "node:fs/promises";
import type pg from "pg";
import type { Evidence } from "../../../contract/evidence.ts";
import type { Person } from "../../../contract/person.ts";
import { readEvidence } from "../../../evidence/read-evidence.ts";
import { readDocument } from "../../../server/documents/sql.ts";
import type { Home } from "../../home/home-folder.ts";
import { evidenceFiles, projectFolders } from "../../home/read-own-evidence.ts";
import { keepLink, readLinks } from "./links.ts";

export async function takeEvidence(
  { home, pool, account }: { home: Home; pool: pg.Pool; account: string },
  { take, signal }: { take: (evidence: Evidence) => Promise<void>; signal: AbortSignal },
): Promise<void> {
  const person: Person | undefined = (await readDocument(pool, account, "person"))?.body;
  if (!person) return;
  const links = await readLinks(pool, account);
  for (const folder of projectFolders(person, home)) {
    for (const name of await evidenceFiles(folder)) {
      if (signal.aborted) return;
      const found = await stat(name).catch(() => undefined);
      // Never changed once it was written; its size and time are enough to know it by.
      const fileHash = `${found?.size} ${found?.mtimeMs}`;
      if (!found || links.get(name)?.fileHash === fileHash) continue;
      // What cannot be read counts for nothing and stops nothing; it is looked at again when it was changed.
      const evidence = await readEvidence(name).catch(() => undefined);
      if (evidence) await take(evidence);
      await keepLink(pool, account, { name, rowId: "", fileHash, rowStamp: "" });
    }
  }
}
