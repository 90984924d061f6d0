import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "python-psycopg2",
  fault: "The pattern of the currency ends with $, which to Python may stand before a last line break.",
  edits: [{ file: "validation.py", find: 're.fullmatch("[A-Z]{3}", value)', replace: 're.match("[A-Z]{3}$", value)' }],
  caughtBy: "invalid-input-is-refused",
} satisfies BrokenSubject;
