import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: '"Not found" is told in a body with status 200.',
  edits: [
    {
      file: "expenses/api.py",
      find: "                return reply(200, existing(await self._store.get(key_of(key))))",
      replace: '                return reply(200, await self._store.get(key_of(key)) or {"error": "not found"})',
    },
  ],
  caughtBy: "unknown-id-is-404",
  alsoFails: ["deleted-stays-deleted"],
} satisfies BrokenSubject;
