import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token never ends.",
  edits: [
    {
      file: "tokens.py",
      find: `"iat": now, "exp": now + LIFETIME_SECONDS}`,
      replace: `"iat": now}`,
    },
    {
      file: "tokens.py",
      find: ` or claims["exp"] <= time.time():`,
      replace: ":",
    },
    {
      file: "people.py",
      find: `        expires_at = datetime.fromtimestamp(claims["exp"], timezone.utc).isoformat()
        return {"token": token, "expiresAt": expires_at}
`,
      replace: `        return {"token": token}
`,
    },
    {
      file: "people.py",
      find: `        self._pool.run(
            """
            insert into revoked_tokens (jti, expires_at) values (%(jti)s::uuid, to_timestamp(%(exp)s))
`,
      replace: `        self._pool.run(
            """
            insert into revoked_tokens (jti, expires_at) values (%(jti)s::uuid, 'infinity')
`,
    },
    {
      file: "people.py",
      find: `from datetime import datetime, timezone

`,
      replace: "",
    },
  ],
  caughtBy: "jwt-expires-within-a-day",
} satisfies BrokenSubject;
