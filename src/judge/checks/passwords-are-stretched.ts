import type { Json } from "../../contract/json.ts";
import type { Failure } from "../../contract/verdict.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { shorten } from "../reading/exchanges.ts";
import type { KeptAs } from "../reading/password-hashes.ts";
import type { PasswordKept } from "../scenarios/look-for-passwords.ts";

const kept = (as: KeptAs, value: string) =>
  example((r) => {
    r.scenario("look-for-passwords");
    const place = "account.password_hash";
    const found: PasswordKept = { person: "Ali", place, value, kept: as, candidates: [place] };
    r.fact("password-kept", found as unknown as Json);
    r.fact("tables-searched", { cells: 40 });
  });
const scrypt: KeptAs = { as: "stretched", algorithm: "scrypt", cost: "N=16384, r=8, p=5", enough: true, least: "" };
const good = kept(scrypt, "$scrypt$ln=14,r=8,p=5$c2FsdA$aGFzaA");
const bcrypt = kept({ as: "stretched", algorithm: "bcrypt", cost: "cost 12", enough: true, least: "" }, "$2b$12$R9h/");
const change = (recording: typeof good, name: string, value: Json) => {
  for (const entry of recording.entries) {
    if (entry.kind === "fact" && entry.name === name) Object.assign(entry.value as object, value);
  }
};
const as = (fault: string, found: KeptAs, value: string) =>
  broken(fault, good, (r) => change(r, "password-kept", { kept: found as unknown as Json, value }));

const check: Check = {
  title: {
    passed: "Passwords are kept so that guessing them is dear",
    failed: "Passwords are kept so that they can be read or guessed",
  },
  severity: "critical",
  skills: ["password-storage", "security-basics", "owasp-top-10"],
  references: [
    {
      name: "OWASP Password Storage Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
    },
    { name: "CWE-916 (too little effort)", url: "https://cwe.mitre.org/data/definitions/916.html" },
    { name: "CWE-256 (plain text)", url: "https://cwe.mitre.org/data/definitions/256.html" },
  ],
  why: `Databases get out: by an injection, a backup on a lost disk, a former colleague. People use one password in many places, so what lies in
    your table opens their mail and their bank. One graphics card tries some ten billion SHA-256 a second, and every word in
    every list is found before lunch. A slow hash makes the same list take years, and that is what saves them.`,
  hints: {
    look: "Look at the column and the value that were found, and at the line that computed it.",
    ask: "How long does your computer take for one of these? And whoever steals the table: how many can they try in that time?",
    concept: `A password is never kept, and nothing from which it can be got back: no encryption, no encoding. What is kept is the result of a function
      that is slow on purpose and has a knob for how slow: Argon2id, scrypt, bcrypt or PBKDF2. SHA-256 and its like are made to be
      fast, and a salt does not make them slow. The knob is set so that a log-in takes some tenth of a second, and is kept beside the
      hash, so that it can be raised. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html`,
    shape: `to register:
  salt = 16 random bytes
  keep "scrypt", cost, salt, scrypt(password, salt, cost)
to log in:
  equal in constant time(scrypt(given, kept salt, kept cost), kept hash)`,
    example: `A game with three million players kept "sha1(password)". Two days after the theft, nine of ten were public. Fixed: bcrypt over the old
hashes at once, and over the password itself at each next log-in.`,
    causes: {
      plain: "Look at the insert of a person: the password itself is among its values.",
      reversible: "Look at how the value is made: whoever has it can go back to the password.",
      fast: "Look for the name of the hash: it was made for files, and computes millions a second.",
      other: "Look for the name of the function: it is none of the four that the contract names.",
      cheap: "Look at the cost that you give to the function: the function is right, the number is too small.",
    },
  },
  scenarios: ["look-for-passwords"],
  promises: ["passwords-are-stretched"],
  judge(view) {
    const facts = view.of("fact", "look-for-passwords");
    const fact = facts.find(({ name }) => name === "password-kept");
    const searched = facts.find(({ name }) => name === "tables-searched");
    const left = searched?.value as { place?: string; value?: string; cells: number } | undefined;
    const { place, value, kept: found, candidates = [] } = (fact?.value ?? {}) as unknown as Partial<PasswordKept>;
    const failures: Failure[] = [];
    if (fact && found) failures.push(...judgeKept(found, { place: place ?? "", value: value ?? "", entry: fact.id }));
    if (searched && left?.place !== undefined && found?.as !== "plain") {
      failures.push({
        headline: `${left.place} has a password in it, as it is.`,
        expected: "no password in any table",
        seen: shorten(left.value ?? "", 200),
        entries: [searched.id],
        cause: "plain",
      });
    }
    const measured = found?.as === "stretched" ? { "kept as": `${found.algorithm}, ${found.cost}` } : undefined;
    return conclude(failures, {
      cases: found ? 1 : 0,
      otherwise:
        candidates.length > 0
          ? `${candidates.join(", ")} may be what is kept of a password, but does not say how it was made, and nothing that is usual gives it`
          : "nothing was found in the database that could be what is kept of a password",
      ...(measured ? { measured } : {}),
    });
  },
  passes: [good, bcrypt],
  breaks: [
    as("it is kept as it is", { as: "plain" }, "correcthorse"),
    as("it is kept in base64", { as: "reversible", how: "base64" }, "Y29ycmVjdGhvcnNl"),
    as("it is kept as MD5", { as: "fast", algorithm: "md5", salted: false }, "5f4dcc3b5aa765d61d8327deb882cf99"),
    as(
      "SHA-256 with a salt is fast too",
      { as: "fast", algorithm: "sha256", salted: true },
      "ab12:5e884898da28047151d0e56f8dc6292773603d0d",
    ),
    as("it is kept as sha512crypt", { as: "other", algorithm: "sha512crypt" }, "$6$abc$def"),
    as(
      "bcrypt with the cost of its tests",
      { as: "stretched", algorithm: "bcrypt", cost: "cost 4", enough: false, least: "cost 10" },
      "$2b$04$R9h/",
    ),
    broken("each request is kept in a table, with its body", good, (r) =>
      change(r, "tables-searched", { place: "audit.body", value: '{"password":"correcthorse"}' }),
    ),
  ],
};
export default check;

function judgeKept(found: KeptAs, { place, value, entry }: { place: string; value: string; entry: number }): Failure[] {
  const failed = (headline: string, cause: string): Failure[] => [
    {
      headline,
      expected: "bcrypt, scrypt, Argon2 or PBKDF2, with enough cost",
      seen: `${place}: ${shorten(value, 200)}`,
      entries: [entry],
      cause,
    },
  ];
  switch (found.as) {
    case "plain":
      return failed(`${place} is the password itself.`, "plain");
    case "reversible":
      return failed(`${place} leads back to the password: ${found.how}.`, "reversible");
    case "fast":
      return failed(
        `${place} is ${found.algorithm} of the password${found.salted ? " and a salt" : ""}, which is fast.`,
        "fast",
      );
    case "other":
      return failed(`${place} is ${found.algorithm}, which is none of those that the contract names.`, "other");
    case "stretched":
      return found.enough
        ? []
        : failed(`${place} is ${found.algorithm} with ${found.cost}; the least that holds is ${found.least}.`, "cheap");
  }
}
