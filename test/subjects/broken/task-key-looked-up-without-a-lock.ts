import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A key is looked up first and written last, and two that come together both find nothing.",
  edits: [
    {
      file: "tasks.py",
      find: `                # Held to the end of the transaction, also when that end is a crash.
                lock = run("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (f"{user['id']} {key}",))
                if not lock[0][0]:
                    raise Problem(409, "Conflict", "a request with this Idempotency-Key is under way")
`,
      replace: "",
    },
  ],
  caughtBy: "repeated-key-makes-one-thing",
} satisfies BrokenSubject;
