import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-simple-protocol",
  fault: "A percent sign that encodes nothing throws outside of every catch, and ends the program.",
  edits: [
    {
      file: "http/serve.ts",
      find: `  try {
    return path.split("/").slice(1).map(decodeURIComponent);
  } catch {
    // Percent signs that encode nothing.
    return [];
  }`,
      replace: '  return path.split("/").slice(1).map(decodeURIComponent);',
    },
  ],
  caughtBy: "hostile-input-never-crashes",
} satisfies BrokenSubject;
