import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BrokenSubject } from "../materialise.ts";

/** What was committed once stays in the history for everybody who clones. */
export default {
  base: "typescript-plain",
  fault: "A .env with the password was committed, and removed in the next commit.",
  edits: [],
  caughtBy: "no-secret-in-source",
  async prepare(folder) {
    const author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"];
    // Without the settings of whoever runs the tests.
    const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
    const git = (...words: string[]) => promisify(execFile)("git", [...author, ...words], { cwd: folder, env });
    await writeFile(
      join(folder, ".env"),
      "DATABASE_URL=postgres://expenses:Zp3xR8wQ5tYv2nKd@db.acme.net:5432/expenses\n",
    );
    await git("init", "--quiet");
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "First version");
    await rm(join(folder, ".env"));
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "Remove .env");
  },
} satisfies BrokenSubject;
