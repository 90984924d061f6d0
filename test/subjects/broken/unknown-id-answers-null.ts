import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A read of what is not there answers 200 and null.",
  edits: [
    {
      file: "src/server.ts",
      find: `    if (!expense) throw notFound();
    return { status: 200, body: expense };`,
      replace: "    return { status: 200, body: expense ?? null };",
    },
  ],
  caughtBy: "unknown-id-is-404",
  alsoFails: ["deleted-stays-deleted"],
} satisfies BrokenSubject;
