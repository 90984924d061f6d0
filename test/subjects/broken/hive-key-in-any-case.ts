import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-api-key",
  fault: "Somebody typed the key in capitals, so both sides are put into small letters before they are compared.",
  edits: [
    {
      file: "key.js",
      find: `createHash("sha256").update(text).digest()`,
      replace: `createHash("sha256").update(text.toLowerCase()).digest()`,
    },
  ],
  caughtBy: "broken-tokens-are-refused",
} satisfies BrokenSubject;
