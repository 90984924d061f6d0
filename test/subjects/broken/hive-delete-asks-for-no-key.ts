import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-api-key",
  fault: "Only what reads or writes a body asks for the key; DELETE was added later, beside the list of those.",
  edits: [
    {
      file: "server.js",
      find: "if (!route?.open && !hasKey(request))",
      replace: "if (!route?.open && /^(GET|POST|PATCH)$/.test(request.method) && !hasKey(request))",
    },
  ],
  caughtBy: "protected-operations-ask-for-a-token",
} satisfies BrokenSubject;
