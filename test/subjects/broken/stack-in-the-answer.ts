import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The answer to a bad body holds the traceback, left over from debugging.",
  edits: [
    {
      file: "app.py",
      find: `import time
import uuid
`,
      replace: `import time
import traceback
import uuid
`,
    },
    {
      file: "app.py",
      find: '            raise Problem(400, "Bad Request", "the body is not valid JSON") from None',
      replace: '            raise Problem(400, "Bad Request", traceback.format_exc()) from None',
    },
  ],
  caughtBy: "errors-show-no-internals",
} satisfies BrokenSubject;
