import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "The numbers in the log have three digits, and nobody has ever asked it for more than 999 things.",
  edits: [
    {
      file: "src/server.ts",
      find: "let inFlight = 0;\n",
      replace: "let inFlight = 0;\nlet served = 0;\n",
    },
    {
      file: "src/server.ts",
      find: `      inFlight--;
`,
      replace: `      inFlight--;
      if (String(++served).length > 3) throw new RangeError(\`no room for request \${served} in the log\`);
`,
    },
  ],
  caughtBy: "recovers-after-overload",
} satisfies BrokenSubject;
