import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Who a token belongs to is remembered for a minute, also after logging out.",
  edits: [
    {
      file: "src/accounts.ts",
      find: `  async whoIs(token: string): Promise<Account | undefined> {
`,
      replace: `  async whoIs(token: string): Promise<Account | undefined> {
    const known = this.#known.get(token);
    if (known && known.until > Date.now()) return known.account;
    const account = await this.#lookUp(token);
    if (account) this.#known.set(token, { account, until: Date.now() + 60_000 });
    return account;
  }

  readonly #known = new Map<string, { account: Account; until: number }>();

  async #lookUp(token: string): Promise<Account | undefined> {
`,
    },
  ],
  caughtBy: "log-out-ends-the-token",
} satisfies BrokenSubject;
