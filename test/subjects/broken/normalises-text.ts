import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg3",
  fault: "Text is brought into one Unicode form before it is stored.",
  edits: [
    {
      file: "expenses/api.py",
      find: `import json
import re
`,
      replace: `import json
import re
import unicodedata
`,
    },
    {
      file: "expenses/api.py",
      find: `        raise Refused(422, "description holds a NUL")
    return value`,
      replace: `        raise Refused(422, "description holds a NUL")
    return unicodedata.normalize("NFC", value)`,
    },
  ],
  caughtBy: "text-is-kept-exactly",
} satisfies BrokenSubject;
