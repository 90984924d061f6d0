import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "It stops when its pool has: statements come to their end, those who wait for a connection are forgotten.",
  edits: [
    {
      file: "src/main.ts",
      find: `  server.close(async () => {`,
      replace: `  server.close();
  const end = async () => {`,
    },
    {
      file: "src/main.ts",
      find: `    await Promise.race([pool.end(), oneSecond]);
    process.exit(0);
  });`,
      replace: `    await Promise.race([pool.end(), oneSecond]);
    // For the last answers to go out.
    setTimeout(() => process.exit(0), 100);
  };
  void end();`,
    },
  ],
  caughtBy: "crowd-is-answered-before-a-stop",
} satisfies BrokenSubject;
