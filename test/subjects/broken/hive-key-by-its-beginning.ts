import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-api-key",
  fault: "Only the first twelve characters of the key are compared: more do not fit on the label.",
  edits: [
    {
      file: "key.js",
      find: `createHash("sha256").update(text).digest()`,
      replace: `createHash("sha256").update(text.slice(0, 12)).digest()`,
    },
  ],
  caughtBy: "broken-tokens-are-refused",
} satisfies BrokenSubject;
