import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token that was logged out is refused for reading, but goes on changing things.",
  edits: [
    {
      file: "people.py",
      find: `    def who_is(self, claims):
`,
      replace: `    def who_was(self, claims):
        rows = self._pool.run("select id, email, name from users where id = %(sub)s::uuid", claims)
        return as_json(rows[0]) if rows else None

    def who_is(self, claims):
`,
    },
    {
      file: "server.py",
      find: `        user = self.server.people.who_is(self.claims())
`,
      replace: `        people = self.server.people
        user = people.who_is(self.claims()) if self.command == "GET" else people.who_was(self.claims())
`,
    },
  ],
  caughtBy: "log-out-ends-the-token",
} satisfies BrokenSubject;
