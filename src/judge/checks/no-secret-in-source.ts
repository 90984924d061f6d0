import type { Fact } from "../../contract/recording.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import type { CredentialFound, SourceRead } from "../scenarios/read-the-source.ts";

const read = { files: 12, commits: 30, git: true, cut: false };
const good = example((r) => {
  r.scenario("read-the-source");
  r.fact("source-read", read);
});
const withoutGit = example((r) => {
  r.scenario("read-the-source");
  r.fact("source-read", { files: 9, commits: 0, git: false, cut: false });
});
const found = (what: object) => (r: { entries: object[] }) => {
  const first = r.entries.find((entry) => (entry as Fact).kind === "fact") as Fact;
  r.entries.push({
    ...first,
    id: 40,
    name: "credential-found",
    value: { line: 3, masked: "kX9v… (32 characters)", ...what },
  });
};

const check: Check = {
  title: { passed: "No secret is in the source or its history", failed: "A secret is in the source or its history" },
  severity: "critical",
  skills: ["secrets", "git", "configuration"],
  references: [
    { name: "CWE-798: hard-coded credentials", url: "https://cwe.mitre.org/data/definitions/798.html" },
    {
      name: "OWASP: secrets management",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    },
    {
      name: "GitHub: removing sensitive data",
      url: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository",
    },
  ],
  why: `Everybody who can read the repository has the secret: former colleagues, every laptop with a clone, every tool that was given access;
    and in a public repository, bots that find it within a minute. Deleting it in a later commit changes nothing, since git keeps
    every version. Whoever finds it logs in as you.`,
  hints: {
    look: "Look at the file, the line and, where one is named, the commit. The value itself is not shown: only its first four characters.",
    ask: "How would this program get that value, if it stood in no file that git keeps?",
    concept: `A secret belongs to a place where the program runs, not to the program. So it comes from the environment or a secret store; git ignores
      the local .env, and a .env.example with placeholders shows what is needed. A secret that was committed is known: first make a new one
      and switch the old one off, where it is used; then, if you like, clean the history (git filter-repo). A hook or a scanner keeps it from
      happening again. https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html`,
    shape: `secret = environment["API_KEY"] or exit("API_KEY is not set")
.gitignore:    .env
.env.example:  API_KEY=put-yours-here`,
    example: `A student's map had the key of a paid service in app.js; a bill of four thousand came after one weekend. Fixed: the key was revoked, and
the new one is in the environment of the server.`,
    causes: {
      tree: "It is in a file of today: take it out, and treat it as known to everybody.",
      history: "No file of today has it, but a commit does: every clone has it too. A new secret is the only cure.",
      "environment-file": "A .env file is kept by git: ignore it, take it out of git, and change what was in it.",
    },
  },
  scenarios: ["read-the-source"],
  promises: ["port-and-database-from-environment"],
  judge(view) {
    const facts = view.of("fact", "read-the-source");
    const read = facts.find(({ name }) => name === "source-read")?.value as unknown as SourceRead | undefined;
    const failures = facts.filter(({ name }) => name === "credential-found").map(failureOf);
    const measured = { "files read": read?.files ?? 0, "commits read": read?.commits ?? 0 };
    return conclude(failures, { cases: read?.files ?? 0, otherwise: "there was no source to read", measured });
  },
  passes: [good, withoutGit],
  breaks: [
    broken(
      "a password in the address of the production database",
      good,
      found({ kind: "a password in the address of a database elsewhere", path: "src/database.ts" }) as never,
    ),
    broken(
      "a private key was committed, and deleted later",
      good,
      found({ kind: "a private key", path: "key.pem", commit: "3f2a9c1d5e6b7a8f" }) as never,
    ),
    broken("the .env is committed", good, found({ kind: "a secret that is written out", path: ".env" }) as never),
  ],
};
export default check;

function failureOf({ id, value }: Fact): Failure {
  const { kind, path, line, masked, commit } = value as unknown as CredentialFound;
  const where = commit ? `${path} in commit ${commit.slice(0, 8)}` : `${path}, line ${line}`;
  return {
    headline: `${where}: this looks like ${kind}.`,
    expected: "secrets come from the environment; the source and its history hold none",
    seen: masked,
    entries: [id],
    cause: commit ? "history" : /(^|\/)\.env/.test(path) ? "environment-file" : "tree",
  };
}
