import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "typescript-plain",
  fault: "While anything is being changed everybody waits, so that nobody sees it half done.",
  edits: [
    {
      file: "src/expenses.ts",
      find: `  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    try {`,
      replace: `  #changing: Promise<unknown> = Promise.resolve();

  async #query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    await this.#changing;
    const asked = this.#ask<Row>(text, values);
    if (text.startsWith("update")) this.#changing = asked.catch(() => {});
    return asked;
  }

  async #ask<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    try {`,
    },
  ],
  caughtBy: "slow-requests-starve-nobody",
  mayFail: ["requests-do-not-stand-in-line", "crowd-in-an-outage-is-answered-in-time"],
} satisfies BrokenSubject;
