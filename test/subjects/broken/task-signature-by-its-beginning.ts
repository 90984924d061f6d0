import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "Only the first characters of a signature are compared, so the right ones can be tried out.",
  edits: [
    {
      file: "tokens.py",
      find: "not hmac.compare_digest(self._sign(match[1]), match[2])",
      replace: "not hmac.compare_digest(self._sign(match[1])[:4], match[2][:4])",
    },
  ],
  caughtBy: "broken-tokens-are-refused",
} satisfies BrokenSubject;
