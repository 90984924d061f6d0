import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "After SIGTERM it serves the connections that are open until there was nothing to do for two seconds.",
  edits: [
    {
      file: "src/main.ts",
      find: `  server.close(async () => {`,
      replace: `  let askedAt = Date.now();
  server.on("request", () => {
    askedAt = Date.now();
  });
  const end = async () => {`,
    },
    {
      file: "src/main.ts",
      find: `    process.exit(0);
  });`,
      replace: `    process.exit(0);
  };`,
    },
    {
      file: "src/main.ts",
      find: `  const deadline = Date.now() + 8000;
  setInterval(() => {
    if (requestsInFlight() === 0 || Date.now() > deadline) server.closeAllConnections();
  }, 100);`,
      replace: `  const waiting = setInterval(() => {
    if (requestsInFlight() > 0 || Date.now() - askedAt < 2000) return;
    clearInterval(waiting);
    server.close(end);
    server.closeAllConnections();
  }, 100);`,
    },
  ],
  caughtBy: "stop-ends-in-time-under-load",
} satisfies BrokenSubject;
