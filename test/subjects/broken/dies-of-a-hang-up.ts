import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "A client that hangs up during its upload makes a promise fail that nobody waits for, which ends the program.",
  edits: [
    {
      file: "src/server.ts",
      find: "  const chunks: Buffer[] = [];",
      replace: `  void new Promise((resolve, reject) => {
    request.once("end", resolve);
    request.once("aborted", () => reject(new Error("the upload was broken off")));
  });
  const chunks: Buffer[] = [];`,
    },
  ],
  caughtBy: "serves-after-rude-clients",
} satisfies BrokenSubject;
