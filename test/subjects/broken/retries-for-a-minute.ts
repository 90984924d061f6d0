import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "Each statement is tried again for a minute before anybody gets an answer.",
  edits: [
    {
      file: "expenses/connect.ts",
      find: `      if (!tableIsThere) await createTable();
      return (await pool.query(text)).rows;`,
      replace: `      if (!tableIsThere) await createTable();
      for (let attempt = 1; ; attempt++) {
        try {
          return (await pool.query(text)).rows;
        } catch (error) {
          if (!isAway(error) || attempt === 60) throw error;
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
      }`,
    },
  ],
  caughtBy: "outage-is-answered-in-time",
  alsoFails: ["silent-database-is-answered-in-time"],
  mayFail: ["cut-statements-leave-nothing-half-done", "scarce-database-is-survived"],
} satisfies BrokenSubject;
