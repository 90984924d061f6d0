import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Each request waits for SIGTERM with a listener of its own, which is never taken off.",
  edits: [
    {
      file: "app.js",
      find: `  res.on("close", () => inFlight--);`,
      replace: `  res.on("close", () => inFlight--);
  process.on("SIGTERM", () => {
    if (!res.headersSent) res.setHeader("Retry-After", "1");
  });`,
    },
    {
      file: "app.js",
      find: `const server = createServer(handle);`,
      replace: `process.setMaxListeners(0);
const server = createServer(handle);`,
    },
  ],
  caughtBy: "memory-stays-level",
} satisfies BrokenSubject;
