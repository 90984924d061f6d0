import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "Whoever finds nothing leaves the transaction open on a connection that goes back to the pool.",
  edits: [
    {
      file: "lib/database.js",
      find: `    try {
      await client.query({ text: "rollback", query_timeout: 1000 });
      client.release();
    } catch {
      client.release(true);
    }
`,
      replace: `    client.release();
`,
    },
  ],
  caughtBy: "connections-are-given-back",
} satisfies BrokenSubject;
