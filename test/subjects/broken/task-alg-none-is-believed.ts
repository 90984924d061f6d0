import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-python",
  fault: "A token may say of itself that it needs no signature.",
  edits: [
    {
      file: "tokens.py",
      find: `        match = re.fullmatch(r"([\\w-]+\\.[\\w-]+)\\.([\\w-]+)", token, re.ASCII)
        # The signature comes first: nothing is read out of what somebody else may have written.
        if not match or not hmac.compare_digest(self._sign(match[1]), match[2]):
            return None
        header, claims = (decode(part) for part in match[1].split("."))
        if header.get("alg") != "HS256" or claims["exp"] <= time.time():
            return None
        return claims
`,
      replace: `        match = re.fullmatch(r"([\\w-]+\\.[\\w-]+)\\.([\\w-]*)", token, re.ASCII)
        if not match:
            return None
        try:
            header, claims = (decode(part) for part in match[1].split("."))
            if header["alg"].lower() != "none" and not hmac.compare_digest(self._sign(match[1]), match[2]):
                return None
            return claims if claims["exp"] > time.time() else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
`,
    },
  ],
  caughtBy: "jwt-signature-is-verified",
} satisfies BrokenSubject;
