import type { Json } from "../../contract/json.ts";
import type { Check } from "../check.ts";
import { broken, example } from "../check-examples.ts";
import { conclude } from "../reading/conclude.ts";
import { shorten } from "../reading/exchanges.ts";
import type { OnePasswordTwice, PasswordKept } from "../scenarios/look-for-passwords.ts";

const place = "account.password_hash";
const good = example((r) => {
  r.scenario("look-for-passwords");
  const kept = { as: "stretched", algorithm: "scrypt", cost: "N=16384, r=8, p=1", enough: true, least: "" } as const;
  const found: PasswordKept = { person: "Ali", place, value: "$scrypt$a", kept, candidates: [place] };
  r.fact("password-kept", found as unknown as Json);
  r.fact("one-password-twice", {
    place,
    first: "$scrypt$ln=14,r=8,p=1$c2FsdA$aaaa",
    second: "$scrypt$ln=14,r=8,p=1$cGZlZg$bbbb",
  });
});

const check: Check = {
  title: {
    passed: "One password of two people is kept as two values",
    failed: "Two people with one password are kept alike",
  },
  severity: "critical",
  skills: ["password-storage", "security-basics", "owasp-top-10"],
  references: [
    { name: "CWE-759 (no salt)", url: "https://cwe.mitre.org/data/definitions/759.html" },
    { name: "CWE-760 (a salt that is known before)", url: "https://cwe.mitre.org/data/definitions/760.html" },
    {
      name: "OWASP Password Storage Cheat Sheet",
      url: "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
    },
  ],
  why: `Without a salt of its own, a password has the same value for everybody. Whoever has the table sees who shares a password, and one
    guess is tried on all people at once; tables with the values of billions of passwords can be bought. However
    slow the function is, a million people then cost no more than one.`,
  hints: {
    look: "Look at the two values: two people, one password, and nothing between them differs.",
    ask: "Where does the salt come from, and what would it be for the next person?",
    concept: `A salt is some 16 random bytes, drawn anew each time a password is set, and kept beside the hash: it is no secret. It makes each guess good for
      one person only, and prepared tables useless. A constant in the source is no salt, nor is one that is made from the password. The
      libraries for bcrypt, Argon2 and scrypt draw it themselves and put it into their result; with bare functions you draw it from
      the system's source of randomness, and never from one for games.
      https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html`,
    shape: `to register:
  salt = secure_random_bytes(16)      // for each person, at each change
  insert hash: scrypt(password, salt), salt: salt`,
    example: `A school's portal used the school's name as salt, for all 90,000 pupils. One list of first names with years opened a third of them in an
hour. Fixed: 16 random bytes for each.`,
  },
  scenarios: ["look-for-passwords"],
  promises: ["passwords-are-stretched"],
  judge(view) {
    const facts = view.of("fact", "look-for-passwords");
    const kept = facts.find(({ name }) => name === "password-kept")?.value as unknown as PasswordKept | undefined;
    const fact = facts.find(({ name }) => name === "one-password-twice");
    if (!kept?.kept || !fact) return { verdict: "unclear", why: "what is kept of the two passwords was not found" };
    const { place: where, first, second } = fact.value as unknown as OnePasswordTwice;
    if (first !== second) return conclude([], { cases: 1, otherwise: "" });
    const failure = {
      headline: `Two people with the same password have the same value in ${where}.`,
      expected: "two values, because each has a salt of its own",
      seen: `twice ${shorten(first, 200)}`,
      entries: [fact.id],
    };
    return conclude([failure], { cases: 1, otherwise: "" });
  },
  passes: [good],
  breaks: [
    broken("one salt serves all", good, (r) => {
      for (const entry of r.entries) {
        if (entry.kind === "fact" && entry.name === "one-password-twice") {
          const value = entry.value as unknown as OnePasswordTwice;
          value.second = value.first;
        }
      }
    }),
  ],
};
export default check;
