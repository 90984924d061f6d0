import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-api-key",
  fault: "A gadget cannot set headers, so the key is taken from the address too.",
  edits: [
    {
      file: "key.js",
      find: `    return given !== undefined && timingSafeEqual(digest(given), wanted);`,
      replace: `    const shown = given ?? new URLSearchParams(request.url.split("?")[1]).get("api_key");
    return typeof shown === "string" && timingSafeEqual(digest(shown), wanted);`,
    },
  ],
  caughtBy: "token-is-taken-from-its-place-only",
} satisfies BrokenSubject;
