import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "What was answered for a key is kept in the memory of the process.",
  edits: [
    {
      file: "src/repeats.ts",
      find: "    return this.#database.transaction(async (query) => {",
      replace: `    const name = \`\${accountId} \${key}\`;
    const known = this.#answers.get(name);
    if (known) {
      if (!known.hash.equals(hash)) throw new Problem(422, "this Idempotency-Key was used for something else");
      return known.answer as Promise<Answer>;
    }
    const answer = this.#database.transaction(work);
    this.#answers.set(name, { hash, answer });
    answer.catch(() => this.#answers.delete(name));
    return answer;
  }

  onceInTheDatabase<Answer>({ accountId, key, request }: Repeatable, work: (query: Query) => Promise<Answer>) {
    const hash = createHash("sha256").update(JSON.stringify(request)).digest();
    return this.#database.transaction(async (query) => {`,
    },
    {
      file: "src/repeats.ts",
      find: "  readonly #database: Database;",
      replace: `  readonly #database: Database;
  readonly #answers = new Map<string, { hash: Buffer; answer: Promise<unknown> }>();`,
    },
  ],
  caughtBy: "keys-hold-at-every-copy",
  // A restart forgets them as well.
  alsoFails: ["repeated-key-makes-one-thing"],
} satisfies BrokenSubject;
