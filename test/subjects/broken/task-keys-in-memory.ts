import type { BrokenSubject } from "../materialise.ts";

export default {
  base: "task-typescript",
  fault: "Keys are remembered only as long as the program runs.",
  edits: [
    {
      file: "src/repeats.ts",
      find: `    const hash = createHash("sha256").update(JSON.stringify(request)).digest();
    return this.#database.transaction(async (query) => {
`,
      replace: `    const name = \`\${accountId} \${key}\`;
    const asked = JSON.stringify(request);
    const known = this.#answers.get(name);
    if (known && known.asked !== asked) throw new Problem(422, "this Idempotency-Key was used for something else");
    if (known) return known.answer as Promise<Answer>;
    const answer = this.#database.transaction(work);
    this.#answers.set(name, { asked, answer });
    answer.catch(() => this.#answers.delete(name));
    return answer;
  }

  readonly #answers = new Map<string, { asked: string; answer: Promise<unknown> }>();

  onceInTheDatabase<Answer>({ accountId, key, request }: Repeatable, work: (query: Query) => Promise<Answer>) {
    const hash = createHash("sha256").update(JSON.stringify(request)).digest();
    return this.#database.transaction(async (query) => {
`,
    },
  ],
  caughtBy: "repeated-key-makes-one-thing",
} satisfies BrokenSubject;
