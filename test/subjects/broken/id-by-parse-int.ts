import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: '"12abc" is taken for 12.',
  edits: [
    {
      file: "validation.py",
      find: `    if not re.fullmatch("[1-9][0-9]{0,18}", text) or int(text) > LARGEST_ID:
        raise refuse("an id is a number")
    return int(text)`,
      replace: `    match = re.match("[1-9][0-9]{0,18}", text)
    if not match or int(match[0]) > LARGEST_ID:
        raise refuse("an id is a number")
    return int(match[0])`,
    },
  ],
  caughtBy: "bad-ids-are-the-clients-error",
} satisfies BrokenSubject;
