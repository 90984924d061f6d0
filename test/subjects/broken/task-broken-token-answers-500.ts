import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token is taken apart before its signature is looked at, and garbage cannot be taken apart.",
  edits: [
    {
      file: "tokens.py",
      find: `        match = re.fullmatch(r"([\\w-]+\\.[\\w-]+)\\.([\\w-]+)", token, re.ASCII)
        # The signature comes first: nothing is read out of what somebody else may have written.
        if not match or not hmac.compare_digest(self._sign(match[1]), match[2]):
            return None
        header, claims = (decode(part) for part in match[1].split("."))
`,
      replace: `        head, body, signature = token.split(".")
        header, claims = decode(head), decode(body)
        if not hmac.compare_digest(self._sign(f"{head}.{body}"), signature):
            return None
`,
    },
  ],
  caughtBy: "broken-tokens-are-refused",
  alsoFails: ["jwt-signature-is-verified"],
} satisfies BrokenSubject;
