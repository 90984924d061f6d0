import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "javascript-uuid",
  fault: "Statements are sent one after the other, so that they cannot get mixed up.",
  edits: [
    {
      file: "app.js",
      find: `async function sql(text, values) {
  try {
    const result = await pool.query(text, values);`,
      replace: `let last = Promise.resolve();

async function sql(text, values) {
  try {
    const query = last.then(() => pool.query(text, values));
    last = query.catch(() => {});
    const result = await query;`,
    },
  ],
  caughtBy: "requests-do-not-stand-in-line",
  // Who stands in line behind a statement that hangs has no limit of their own.
  alsoFails: ["crowd-in-an-outage-is-answered-in-time"],
  mayFail: [
    "slow-requests-starve-nobody",
    "slow-database-is-survived",
    "connections-are-given-back",
    "outage-is-answered-in-time",
    "silent-database-is-answered-in-time",
    "recovers-after-outage",
    "recovers-after-overload",
  ],
} satisfies BrokenSubject;
