import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "It reads a settings file that exists only on the author's machine.",
  edits: [
    {
      file: "app.js",
      find: 'import { createServer } from "node:http";',
      replace: `import { readFileSync } from "node:fs";
import { createServer } from "node:http";`,
    },
    {
      file: "app.js",
      find: "const PORT = process.env.PORT || 3000;",
      replace: `const settings = JSON.parse(readFileSync("config.local.json", "utf8"));
const PORT = process.env.PORT || settings.port;`,
    },
  ],
  caughtBy: "program-starts-and-answers",
} satisfies BrokenSubject;
