import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-string-ids",
  fault: "Nothing ends a statement that is never answered.",
  edits: [
    {
      file: "lib/database.js",
      find: `      timer = setTimeout(() => client.end(), Math.max(1, deadline - Date.now()));
`,
      replace: "",
    },
    {
      file: "lib/database.js",
      find: `    const deadline = Date.now() + DEADLINE_MS;
`,
      replace: "",
    },
    {
      file: "lib/database.js",
      find: `    let timer;
`,
      replace: "",
    },
    {
      file: "lib/database.js",
      find: `      clearTimeout(timer);
`,
      replace: "",
    },
    {
      file: "lib/database.js",
      find: `      // Ending a client that is waiting for an answer destroys its socket: the only way out of a silent server.
`,
      replace: "",
    },
  ],
  caughtBy: "silent-database-is-answered-in-time",
} satisfies BrokenSubject;
