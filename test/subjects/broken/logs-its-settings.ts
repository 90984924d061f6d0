import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "At the start it logs its settings, the password among them.",
  edits: [
    {
      file: "src/main.ts",
      find: "const pool = openPool(settings.databaseUrl);",
      replace: `log.info("settings", { ...settings });
const pool = openPool(settings.databaseUrl);`,
    },
  ],
  caughtBy: "log-and-answers-keep-secrets",
} satisfies BrokenSubject;
