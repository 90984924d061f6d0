/**
 * Migrates an empty database, takes all of it back (`migrateDown:` of the manifest), and migrates again; looks at the schema after
 * each. For a program whose manifest says that it can.
 *
 * Takes three runs of a command, some 2 s. Nothing is served meanwhile.
 */
import type { Json } from "../../contract/json.ts";
import { compareSchemas, type SchemaDifference, schemaLines } from "../acts/schema-lines.ts";
import { CannotGoOn, type Migrated, type Scenario } from "../scenario.ts";

/** The value of the fact "down and up": `more` and `less` are of the second time up, compared with the first. */
export interface DownAndUp extends SchemaDifference {
  down: Migrated;
  /** How many parts of the schema there were, and how many of them `down` has taken away. */
  parts: number;
  takenBack: number;
  /** Absent when `down` failed. */
  again?: Migrated;
}

const scenario: Scenario = {
  title: "take its migrations back, and do them again",
  fast: false,
  instance: "own",
  production: { expectedMs: 3_000 },
  uses: ["process", "database", "migration", "migration down"],
  limitMs: 200_000,
  async run(stage) {
    const copy = await stage.start({ program: false });
    const { database, track } = copy;
    const first = await copy.migrate("up");
    if (!first.ok) throw new CannotGoOn(`the migration of an empty database did not work: ${first.why}`);
    const before = await schemaLines(database);
    const down = await copy.migrate("down");
    const { less } = compareSchemas(before, await schemaLines(database), before.length);
    const found: DownAndUp = { down, parts: before.length, takenBack: less.length, more: [], less: [] };
    if (down.ok) {
      found.again = await copy.migrate("up");
      Object.assign(found, compareSchemas(before, await schemaLines(database)));
    }
    track.append({ kind: "fact", at: track.now(), name: "down and up", value: found as unknown as Json });
  },
};
export default scenario;
